import { DownloadError } from '../../errors.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { concatBytes } from '../bounded-body.ts';
import type { IncomingVideo } from '../download/receive-once.ts';
import { type ReceiveOptions, receiveVideo } from '../download/receive-video.ts';
import { mp4Bytes } from './mp4.ts';
import { createScriptedMedia, type ScriptedResponse } from './scripted-media.ts';

/** What the scripted media host hands out. */
export const video = mp4Bytes(1000);

export const link = 'https://media.example/v.mp4?sig=s1';

/** A strong validator. */
export const etag = '"v1"';

/** The beginning of the video, and then an end of the connection. */
export function cutAt(
  bytes: number,
  headers: Readonly<Record<string, string>> = {},
): ScriptedResponse {
  return {
    headers: { 'content-length': '1000', etag, ...headers },
    chunks: [video.subarray(0, bytes)],
    afterwards: connectionReset(),
  };
}

/** The rest of the video as a server with ranges sends it. */
export function restFrom(
  start: number,
  headers: Readonly<Record<string, string>> = {},
): ScriptedResponse {
  return {
    status: 206,
    headers: { 'content-range': `bytes ${start}-999/1000`, etag, ...headers },
    chunks: [video.subarray(start)],
  };
}

/** The whole video. */
export const whole: ScriptedResponse = {
  headers: { 'content-length': '1000', etag },
  chunks: [video],
};

export function connectionReset(): Error {
  return Object.assign(new Error('read'), { code: 'ECONNRESET', syscall: 'read' });
}

/** Downloads from a scripted media host on virtual time, into memory. */
export function receive(
  script: Parameters<typeof createScriptedMedia>[0],
  options: Partial<ReceiveOptions<Uint8Array>> & { readonly link?: string } = {},
) {
  const media = createScriptedMedia(script);
  const clock = createVirtualClock();
  const stored: IncomingVideo[] = [];
  const receiving = receiveVideo<Uint8Array>(options.link ?? link, {
    open: media.open,
    clock,
    fail: (reason, what, cause) => new DownloadError({ reason, what, cause }),
    store: async (incoming) => {
      stored.push(incoming);
      const parts: Uint8Array[] = [];
      for await (const chunk of incoming.chunks) parts.push(chunk);
      return concatBytes(parts);
    },
    ...options,
  });
  return { receiving, media, clock, stored };
}
