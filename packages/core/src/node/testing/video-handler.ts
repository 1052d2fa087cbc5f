import type { IncomingMessage, RequestListener } from 'node:http';

/** How a media server behaves. */
export interface VideoServerBehaviour {
  /** Breaks the connection after so many bytes of the body, one entry a request. */
  readonly cutAfterBytes?: readonly (number | undefined)[] | undefined;
  /** Sends the whole file whatever Range requests. */
  readonly ignoresRange?: boolean | undefined;
  /** @default '"v1"', the same for each request */
  readonly etag?: ((request: number) => string | undefined) | undefined;
  /** Leaves out content-length. */
  readonly isChunked?: boolean | undefined;
}

/** Serves a file the way a media host does, with Range and If-Range. */
export function serveVideo(
  video: Uint8Array,
  behaviour: VideoServerBehaviour = {},
): RequestListener {
  let requests = 0;
  return (incoming, outgoing) => {
    const cutAfterBytes = behaviour.cutAfterBytes?.[requests];
    requests += 1;
    const etag = behaviour.etag === undefined ? '"v1"' : behaviour.etag(requests);
    const range = behaviour.ignoresRange ? undefined : requestedRange(incoming, etag);
    const start = Number(/\d+/.exec(range ?? '0'));
    const rest = video.subarray(start);

    outgoing.statusCode = range === undefined ? 200 : 206;
    if (etag !== undefined) outgoing.setHeader('etag', etag);
    if (!behaviour.isChunked) outgoing.setHeader('content-length', rest.length);
    if (range) {
      outgoing.setHeader('content-range', `bytes ${start}-${video.length - 1}/${video.length}`);
    }
    // At once with end(), Node would announce the length all the same.
    outgoing.write(rest.subarray(0, cutAfterBytes), () => {
      if (cutAfterBytes === undefined) outgoing.end();
      else outgoing.destroy();
    });
  };
}

function requestedRange({ headers }: IncomingMessage, etag: string | undefined) {
  const condition = headers['if-range'] ?? etag;
  return condition === etag ? headers.range : undefined;
}
