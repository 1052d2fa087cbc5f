/** No response of the API is larger; a page or a decompression bomb may be. */
export const maximumResponseBytes = 4 * 1024 * 1024;

/** Reads a body that is held in memory, and stops as soon as it is larger than allowed. */
export async function readBoundedBody(
  chunks: AsyncIterable<Uint8Array>,
  maximumBytes: number = maximumResponseBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of chunks) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maximumBytes) throw new ResponseTooLargeError();
    parts.push(chunk);
  }
  return concatBytes(parts);
}

/** Joins pieces into one copy. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

class ResponseTooLargeError extends Error {
  readonly code = 'ERR_RESPONSE_TOO_LARGE';
}
