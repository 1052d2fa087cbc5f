/** So many bytes are enough to recognise a video; no video has fewer. */
export const sniffedBytes = 16;

/** A kind of video, by its first bytes. */
export interface VideoKind {
  readonly mimeType: string;
  /** The usual end of its file names, without the dot. */
  readonly extension: string;
  /** Whether it consists of boxes, whose sizes show whether the file is whole. */
  readonly hasBoxes: boolean;
}

/**
 * Recognises a video by its first `sniffedBytes` bytes, or by fewer if the file has no more: MP4 or
 * QuickTime (ISO base media file format), or WebM. Everything else is described without repeating
 * any of it.
 */
export function sniffContent(
  head: Uint8Array,
):
  | { readonly video: VideoKind; readonly description?: undefined }
  | { readonly video?: undefined; readonly description: string } {
  if (latin(head, 0, 4) === '\x1aE\xdf\xa3') return { video: webm };
  if (head.byteLength < sniffedBytes) return { description: describeText(head) };
  const type = latin(head, 4, 8);
  if (quickTimeBoxes.has(type)) return { video: quickTime };
  return type === 'ftyp' ? sniffBrand(head) : { description: describeText(head) };
}

const webm: VideoKind = { mimeType: 'video/webm', extension: 'webm', hasBoxes: false };
const quickTime: VideoKind = { mimeType: 'video/quicktime', extension: 'mov', hasBoxes: true };
const mp4: VideoKind = { mimeType: 'video/mp4', extension: 'mp4', hasBoxes: true };

/** QuickTime files of before 2005 begin with one of these, and have no brand. */
const quickTimeBoxes = new Set(['free', 'mdat', 'moov', 'skip', 'wide']);

/** Pictures and sounds share the format, and only the brand shows it. */
const otherBrands: ReadonlyMap<string, string> = new Map([
  ...['avif', 'avis', 'heic', 'heim', 'heis', 'heix', 'hevc', 'hevx', 'mif1', 'msf1', 'miaf'].map(
    (brand) => [brand, 'a picture'] as const,
  ),
  ...['M4A ', 'M4B ', 'M4P ', 'F4A ', 'F4B ', 'aax ', 'aaxc'].map(
    (brand) => [brand, 'a sound file'] as const,
  ),
]);

function sniffBrand(head: Uint8Array) {
  const brand = latin(head, 8, 12);
  const description = otherBrands.get(brand);
  if (description !== undefined) return { description };
  // A box shorter than that has no room for a brand and its version.
  if (new DataView(head.buffer, head.byteOffset).getUint32(0) < 16) {
    return { description: 'something else' };
  }
  return { video: brand === 'qt  ' ? quickTime : mp4 };
}

function describeText(head: Uint8Array): string {
  const text = latin(head, 0, sniffedBytes)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (head.byteLength === 0) return 'an empty file';
  if (text.startsWith('<')) return 'a web page or XML';
  return /^[[{]/.test(text) ? 'JSON' : 'something else';
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
