import { Buffer } from 'node:buffer';

/** A box of an MP4 with a 32-bit size; `size` overrides what the header announces. */
export function mp4Box(type: string, body: Uint8Array, size = 8 + body.byteLength): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(size);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
}

/** A whole MP4 of so many bytes, at least 48, that are different all along. */
export function mp4Bytes(sizeBytes: number): Buffer {
  const start = Buffer.concat([
    mp4Box('ftyp', Buffer.from('isom\0\0\0\0isom', 'latin1')),
    mp4Box('moov', Buffer.alloc(12)),
  ]);
  const data = Buffer.alloc(sizeBytes - start.byteLength - 8);
  for (let at = 0; at + 4 <= data.byteLength; at += 4) data.writeUInt32BE(at, at);
  return Buffer.concat([start, mp4Box('mdat', data)]);
}
