import { Buffer } from 'node:buffer';

/** So many bytes are enough to tell a video; no video has fewer. */
export const sniffedBytes = 12;

/**
 * Looks at the first bytes of a file. Undefined means a video: MP4 or QuickTime (an ISO base media
 * file), or WebM. Otherwise says what it seems to be, without repeating any of it.
 */
export function sniffOddity(head: Buffer): string | undefined {
  const isVideo = head.toString('latin1', 4, 8) === 'ftyp' || head.indexOf(ebmlMark) === 0;
  if (isVideo && head.length >= sniffedBytes) return undefined;
  if (head.length === 0) return 'an empty file';
  const text = head.toString('latin1').trimStart();
  if (text.startsWith('<')) return 'a web page or XML';
  if (text.startsWith('{') || text.startsWith('[')) return 'JSON';
  return 'something else';
}

const ebmlMark = Buffer.from([0x1a, 0x45, 0xdf, 0xa3]);
