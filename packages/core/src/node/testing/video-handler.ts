import { Buffer } from 'node:buffer';
import type { RequestListener } from 'node:http';

/** Makes bytes that begin like an MP4 and are different all along. */
export function videoBytes(size: number): Buffer {
  const video = Buffer.alloc(size);
  for (let at = 0; at + 4 <= size; at += 4) video.writeUInt32BE(at, at);
  video.write('ftypisom', 4, 'latin1');
  return video;
}

/** How a media server behaves. */
export interface VideoServerFaults {
  /** Breaks the connection after so many bytes of the body, one entry a request. */
  readonly cutAfterBytes?: readonly (number | undefined)[] | undefined;
  /** Answers with the whole file whatever Range says. */
  readonly ignoresRange?: boolean | undefined;
  /** Changes with each request, as if the file had been replaced. */
  readonly changesEtag?: boolean | undefined;
  /** Leaves out content-length. */
  readonly isChunked?: boolean | undefined;
}

/** Serves a file the way a media host does, with Range. */
export function serveVideo(video: Buffer, reasons: VideoServerFaults = {}): RequestListener {
  let requests = 0;
  return (incoming, outgoing) => {
    const cutAfterBytes = reasons.cutAfterBytes?.[requests];
    requests += 1;
    const range = reasons.ignoresRange ? undefined : incoming.headers.range;
    const start = Number(/\d+/.exec(range ?? '0'));
    const rest = video.subarray(start);

    outgoing.statusCode = range === undefined ? 200 : 206;
    if (reasons.changesEtag) outgoing.setHeader('etag', `"${requests}"`);
    if (!reasons.isChunked) outgoing.setHeader('content-length', rest.length);
    if (range) {
      outgoing.setHeader('content-range', `bytes ${start}-${video.length - 1}/${video.length}`);
    }
    if (cutAfterBytes === undefined) {
      // At once with end(), Node would announce the length all the same.
      outgoing.write(rest);
      outgoing.end();
    } else {
      outgoing.write(rest.subarray(0, cutAfterBytes), () => outgoing.destroy());
    }
  };
}
