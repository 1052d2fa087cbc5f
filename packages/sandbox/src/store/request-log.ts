/** One request to the API or the media host, with the status of its response. */
export interface RecordedRequest {
  /** ISO 8601. */
  readonly at: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** With its `?`; empty when there is none. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON, or the text if it is not JSON; null without a body. */
  readonly body: unknown;
  /** The HTTP status that was sent; null if none was, such as after a reset or a hang. */
  readonly status: number | null;
  /** The kind of the fault that was applied, if any. */
  readonly fault: string | null;
}

export interface RequestLog {
  add(request: RecordedRequest): RequestEntry;
  /** Oldest first. */
  list(): readonly RecordedRequest[];
}

/** Adds what becomes known about one request after it arrived. */
export interface RequestEntry {
  noteFault(kind: string): void;
  noteStatus(status: number | null): void;
}

/** Keeps the last 20,000 requests: enough for every test, and bounded for a server left running. */
export function createRequestLog(maxCount = 20_000): RequestLog {
  const requests: RecordedRequest[] = [];
  return {
    add(request) {
      const entry = { ...request };
      requests.push(entry);
      if (requests.length > maxCount) requests.shift();
      return {
        noteFault(kind) {
          entry.fault = kind;
        },
        noteStatus(status) {
          entry.status = status;
        },
      };
    },
    list: () => requests.map((request) => ({ ...request })),
  };
}
