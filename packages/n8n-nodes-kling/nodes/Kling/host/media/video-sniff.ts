/** So many bytes are enough to tell a video; no video has fewer. */
export const sniffedBytes = 12;

/** What a file is, by its first bytes: the media type and ending of a video, or undefined. */
export function sniffVideo(
  head: Uint8Array,
): { readonly mimeType: string; readonly extension: string } | undefined {
  if (latin(head, 0, 4) === '\x1aE\xdf\xa3') return { mimeType: 'video/webm', extension: 'webm' };
  if (latin(head, 4, 8) !== 'ftyp') return undefined;
  return latin(head, 8, 10) === 'qt'
    ? { mimeType: 'video/quicktime', extension: 'mov' }
    : { mimeType: 'video/mp4', extension: 'mp4' };
}

/** What something that is no video seems to be, without repeating any of it. */
export function describeOddity(head: Uint8Array): string {
  const start = latin(head, 0, sniffedBytes).trimStart();
  if (head.length === 0) return 'an empty file';
  if (start.startsWith('<')) return 'a web page or XML';
  return /^[[{]/.test(start) ? 'JSON' : 'something else';
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
