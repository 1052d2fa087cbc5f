/** A request to the double, and the status of its response. */
export interface RecordedGithubRequest {
  readonly method: string;
  /** As it was sent, with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed if it is JSON; of a file only the length. */
  readonly body: unknown;
  /** Undefined if the connection was cut. */
  readonly status: number | undefined;
  /** The length of its body if that is JSON, else 0. */
  readonly responseBytes: number;
}

/** Describes a request in one line, its JSON below; what differs from run to run is left out. */
export function describeGithubRequest({
  body,
  method,
  path,
  status,
}: RecordedGithubRequest): string {
  const line = `${method} ${decodeURIComponent(path)} → ${status ?? 'connection cut'}`;
  if (typeof body === 'string') return `${line} (${body})`;
  return body === undefined ? line : `${line}\n${JSON.stringify(body, null, 2)}`;
}
