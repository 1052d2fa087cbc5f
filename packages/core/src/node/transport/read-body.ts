import { promisify } from 'node:util';
import { brotliDecompress, unzip } from 'node:zlib';

import { readBoundedBody } from '../../network/bounded-body.ts';

/**
 * Reads the body of a response as text. The request asks for no compression, but a proxy on the way
 * may compress anyway, and the lost text could be the id of a paid task.
 *
 * The limit holds for the bytes on the wire and for the decompressed ones.
 */
export async function readBody(
  chunks: AsyncIterable<Uint8Array>,
  options: { readonly encoding: string; readonly maximumBytes: number },
): Promise<string> {
  const bytes = await readBoundedBody(chunks, options.maximumBytes);
  const content = bytes.byteLength === 0 ? bytes : await decompress(bytes, options);
  return new TextDecoder().decode(content);
}

async function decompress(
  bytes: Uint8Array,
  { encoding, maximumBytes }: { readonly encoding: string; readonly maximumBytes: number },
): Promise<Uint8Array> {
  const limit = { maxOutputLength: maximumBytes };
  switch (encoding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
    case 'deflate':
      return await promisify(unzip)(bytes, limit);
    case 'br':
      return await promisify(brotliDecompress)(bytes, limit);
    default:
      return bytes;
  }
}
