/** One request to the double, and what it answered. */
export interface GithubExchange {
  readonly method: string;
  /** As it was sent, with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed where it is JSON; only the length where it is a file. */
  readonly body: unknown;
  /** Undefined where the connection was cut. */
  readonly status: number | undefined;
}

/** Describes an exchange in a line, and its JSON below; what differs from run to run is left out. */
export function describeExchange({ body, method, path, status }: GithubExchange): string {
  const outcome = status ?? 'connection cut';
  const line = `${method} ${decodeURIComponent(path)} → ${outcome}`;
  if (typeof body === 'string') return `${line} (${body})`;
  return body === undefined ? line : `${line}\n${JSON.stringify(body, null, 2)}`;
}
