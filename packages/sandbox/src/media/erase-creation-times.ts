/**
 * Sets the creation times in an MP4 to zero, in place: the muxer writes the wall clock there, and a
 * video that is made again must have the same bytes, or a download could not be resumed.
 */
export function eraseCreationTimes<Bytes extends Uint8Array>(bytes: Bytes): Bytes {
  eraseWithin(bytes, 0, bytes.byteLength);
  return bytes;
}

const containers = new Set(['moov', 'trak', 'mdia']);
const stamped = new Set(['mvhd', 'tkhd', 'mdhd']);

function eraseWithin(bytes: Uint8Array, start: number, end: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = start;
  while (offset + 8 <= end) {
    const { type, headerBytes, sizeBytes } = readBoxHeader(view, offset, end);
    const content = offset + headerBytes;
    if (containers.has(type)) eraseWithin(bytes, content, offset + sizeBytes);
    if (stamped.has(type)) eraseStamps(bytes, content);
    offset += sizeBytes;
  }
}

function readBoxHeader(view: DataView, offset: number, end: number) {
  const shortSize = view.getUint32(offset);
  const letters = [4, 5, 6, 7].map((index) => view.getUint8(offset + index));
  const type = String.fromCharCode(...letters);
  if (shortSize === 1) {
    return { type, headerBytes: 16, sizeBytes: Number(view.getBigUint64(offset + 8)) };
  }
  return { type, headerBytes: 8, sizeBytes: shortSize < 8 ? end - offset : shortSize };
}

/** A version and three bytes of flags, then two times: of 32 bits each, or of 64 in version 1. */
function eraseStamps(bytes: Uint8Array, content: number): void {
  const timeBytes = bytes[content] === 1 ? 8 : 4;
  bytes.fill(0, content + 4, content + 4 + 2 * timeBytes);
}
