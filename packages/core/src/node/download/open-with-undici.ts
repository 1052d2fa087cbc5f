import { type Dispatcher, request } from 'undici';

import type { MediaResponse, OpenMedia } from '../../network/download/media-response.ts';
import { untilAborted } from '../../network/until-aborted.ts';
import { joinHeaders } from '../network/join-headers.ts';

/** Opens media with undici. */
export async function openWithUndici(
  url: URL,
  { headers, signal }: Parameters<OpenMedia>[1],
  dispatcher: Dispatcher,
  /** Not for connections that are passed in: they may keep the bytes in a cache. */
  { releasesMemory }: { readonly releasesMemory: boolean },
): Promise<MediaResponse> {
  const opening = request(url, {
    dispatcher,
    headers: { ...headers, 'user-agent': 'kling-automation' },
    // The download itself watches for silence.
    headersTimeout: 0,
    bodyTimeout: 0,
    signal,
  });
  const response = await untilAborted(opening, signal);
  // A body that is not read to its end emits an error, which nobody else listens for.
  const body = response.body.on('error', () => {});
  return {
    status: response.statusCode,
    headers: joinHeaders(response.headers),
    body: releasesMemory ? releaseMemory(body) : body,
    close: () => body.destroy(),
  };
}

/**
 * V8 lets 64 MiB of used buffers pile up before it collects them; this halves that. Only a chunk
 * that fills its whole memory is released: others share theirs with the next one.
 */
async function* releaseMemory(
  body: AsyncIterable<Buffer<ArrayBuffer>>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    yield chunk;
    if (chunk.length === chunk.buffer.byteLength) chunk.buffer.transfer(0);
  }
}
