/** One response of a media host. */
export interface MediaResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
  /** Drops the response without reading its body to the end. */
  close(): void;
}

/**
 * Sends one GET to a media host, without any credential, and follows no redirect. The signal ends
 * the request, and the body while it is read.
 */
export type OpenMedia = (
  url: URL,
  request: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
) => Promise<MediaResponse>;

/** A file on a media host, as its first response describes it. */
export interface RemoteFile {
  readonly totalBytes: number | undefined;
  /** Stays the same only as long as every byte does: a strong ETag. */
  readonly validator: string | undefined;
  /** Whether a body that is cut off is noticed: not if it ends with the connection. */
  readonly isEndKnown: boolean;
}

/** Reads the head of a response; undefined if the whole file does not follow. */
export function describeFile({
  headers,
  status,
}: Pick<MediaResponse, 'headers' | 'status'>): RemoteFile | undefined {
  if (status !== 200) return undefined;
  const length = headers['content-length'] ?? '';
  const totalBytes = /^\d+$/.test(length) ? Number(length) : undefined;
  const etag = headers.etag ?? '';
  return {
    totalBytes,
    // A Last-Modified is strong only under conditions that a client cannot check (RFC 9110, 8.8.2).
    validator: /^"[^"]*"$/.test(etag) ? etag : undefined,
    isEndKnown: totalBytes !== undefined || /\bchunked\b/i.test(headers['transfer-encoding'] ?? ''),
  };
}

/**
 * Reads the head of a response to a range: the file, if it continues exactly where it broke off;
 * undefined if it does not, or if nothing proves it.
 */
export function continueFile(
  { headers, status }: Pick<MediaResponse, 'headers' | 'status'>,
  { totalBytes, validator }: RemoteFile,
  fromByte: number,
): RemoteFile | undefined {
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers['content-range'] ?? '');
  if (status !== 206 || range === null) return undefined;
  const [start, total] = range.slice(1).map(Number);
  const isSameFile = headers.etag === validator && (totalBytes ?? total) === total;
  return isSameFile && start === fromByte
    ? { totalBytes: total, validator, isEndKnown: true }
    : undefined;
}
