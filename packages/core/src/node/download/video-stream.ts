import { Buffer } from 'node:buffer';
import { type Dispatcher, interceptors, request } from 'undici';

import { untilAborted } from '../network/until-aborted.ts';
import { sniffedBytes, sniffOddity } from './content-sniff.ts';
import { downloadFailure } from './download-failure.ts';
import { showUrl } from './media-url.ts';
import { openFailure, statusFailure, streamFailure } from './stream-failure.ts';

/** How far a download has come. After a start from the beginning it counts from zero again. */
export interface DownloadProgress {
  readonly receivedBytes: number;
  /** As the server announced; undefined when it did not. */
  readonly totalBytes: number | undefined;
}

/** All that one attempt at a download needs to know. */
export interface StreamSettings {
  readonly dispatcher: Dispatcher;
  /** Whether nobody but the download sees the bytes: lent connections may keep them in a cache. */
  readonly ownsBytes: boolean;
  readonly signal: AbortSignal;
  readonly maximumBytes: number;
  readonly silenceLimitMilliseconds: number;
  readonly retryDelayMilliseconds: number;
  readonly taskId: string | undefined;
  readonly onProgress: ((progress: DownloadProgress) => void) | undefined;
}

/**
 * Opens a video and yields its bytes, going on with Range where a connection breaks.
 *
 * @throws {DownloadError} when it is gone, too large, no video, or breaks off for good.
 * @throws {ResumeRefusedError} when the server does not go on where it stopped.
 */
export async function* streamVideo(url: URL, settings: StreamSettings): AsyncGenerator<Buffer> {
  const { body, totalBytes } = await openVideo(url, settings);
  const received = receive(body, url, settings);
  yield* onlyVideo(withinLimit(received, totalBytes, url, settings), url, settings);
}

async function openVideo(url: URL, settings: StreamSettings) {
  const { silenceLimitMilliseconds, signal, taskId } = settings;
  const opening = request(url, {
    dispatcher: resuming(settings),
    headers: { accept: 'video/*, */*;q=0.5', 'user-agent': 'kling-automation' },
    headersTimeout: silenceLimitMilliseconds,
    bodyTimeout: silenceLimitMilliseconds,
    signal,
  });
  const { body, headers, statusCode } = await untilAborted(opening, signal).catch(
    (error: unknown) => {
      throw openFailure(error, url, taskId);
    },
  );

  // Destroying a body makes it emit an error, which nobody waits for.
  if (statusCode !== 200) {
    body.on('error', () => {}).destroy();
    throw statusFailure(statusCode, url, { taskId });
  }
  const announced = headers['content-length'];
  return { body, totalBytes: announced === undefined ? undefined : Number(announced) };
}

function resuming({ dispatcher, retryDelayMilliseconds }: StreamSettings): Dispatcher {
  const retry = interceptors.retry({
    maxRetries: 5,
    minTimeout: retryDelayMilliseconds,
    maxTimeout: 10_000,
    errorCodes: retriedCodes,
  });
  // The later one is the outer one: after a redirect, each address has its own retries.
  return dispatcher.compose(retry, interceptors.redirect({ maxRedirections: 5 }));
}

/** undici's own list, and a server that falls silent or a name server that flakes. */
const retriedCodes = [
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_SOCKET',
];

async function* receive(
  body: AsyncIterable<Buffer<ArrayBuffer>>,
  url: URL,
  { ownsBytes, taskId }: StreamSettings,
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body) {
      yield chunk;
      // V8 lets 64 MiB of used buffers pile up before it collects them; this halves that. Only a
      // chunk that fills its whole memory is given back: others share theirs with the next one.
      if (ownsBytes && chunk.length === chunk.buffer.byteLength) chunk.buffer.transfer(0);
    }
  } catch (error) {
    throw streamFailure(error, url, taskId);
  }
}

async function* withinLimit(
  chunks: AsyncIterable<Buffer>,
  totalBytes: number | undefined,
  url: URL,
  { maximumBytes, onProgress, taskId }: StreamSettings,
): AsyncGenerator<Buffer> {
  let receivedBytes = 0;
  for await (const chunk of chunks) {
    receivedBytes += chunk.length;
    // What the server announces is believed before the first byte is written, and never after.
    const knownBytes = Math.max(receivedBytes, totalBytes ?? 0);
    if (knownBytes > maximumBytes) {
      const what = `The video at ${showUrl(url)} is larger than the limit of ${maximumBytes} bytes: raise the limit to fetch it.`;
      throw downloadFailure({ reason: 'too-large', what, taskId });
    }
    onProgress?.({ receivedBytes, totalBytes });
    yield chunk;
  }
}

async function* onlyVideo(
  chunks: AsyncIterable<Buffer>,
  url: URL,
  { taskId }: StreamSettings,
): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0);
  let isChecked = false;
  const check = () => {
    const oddity = sniffOddity(head);
    if (oddity === undefined) return;
    const what = `What came from ${showUrl(url)} is not a video but ${oddity}.`;
    throw downloadFailure({ reason: 'not-a-video', what, taskId });
  };

  for await (const chunk of chunks) {
    if (isChecked) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < sniffedBytes) continue;
    check();
    isChecked = true;
    yield head;
  }
  if (!isChecked) check();
}
