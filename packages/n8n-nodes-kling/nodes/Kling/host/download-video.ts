import { DownloadError } from '@kling-automation/core';
import type { IBinaryData } from 'n8n-workflow';
import { downloadError, type MediaContext, openMedia, type Readable } from './media-stream.ts';
import { describeOddity, sniffedBytes, sniffVideo } from './video-sniff.ts';

/** Where a video goes, and within which limits. */
export interface DownloadOptions {
  readonly taskId: string;
  /** Empty: named after the task. */
  readonly fileName: string;
  readonly maximumBytes: number;
  readonly signal: AbortSignal | undefined;
  /** Reads the task again for a fresh link; called once, when the link has expired. */
  readonly refreshUrl: () => Promise<string | undefined>;
}

/**
 * Downloads a video into n8n's binary store, straight from the socket: nothing is held in memory.
 *
 * @throws {DownloadError} when the video cannot be had; it is paid and not lost.
 */
export async function downloadVideo(
  context: MediaContext,
  url: string,
  options: DownloadOptions,
): Promise<IBinaryData> {
  const first = await attempt(context, url, options);
  if (first.binary !== undefined) return first.binary;
  const freshUrl = first.error.fault === 'expired' ? await options.refreshUrl() : url;
  const isHopeless = first.error.fault === 'too-large' || freshUrl === undefined;
  const second = isHopeless ? first : await attempt(context, freshUrl, options);
  if (second.binary !== undefined) return second.binary;
  throw second.error;
}

type Attempt =
  | { readonly binary: IBinaryData; readonly error?: undefined }
  | { readonly binary?: undefined; readonly error: DownloadError };

async function attempt(
  context: MediaContext,
  url: string,
  options: DownloadOptions,
): Promise<Attempt> {
  try {
    return { binary: await store(context, url, options) };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof DownloadError) return { error };
    return { error: downloadError('interrupted', 'The download broke off.', options.taskId) };
  }
}

async function store(
  context: MediaContext,
  url: string,
  options: DownloadOptions,
): Promise<IBinaryData> {
  const { maximumBytes, taskId } = options;
  const { announcedBytes, stream } = await openMedia(context, url, options);
  if (announcedBytes !== undefined && announcedBytes > maximumBytes) {
    stream.destroy();
    throw tooLarge(maximumBytes, taskId);
  }
  const head = await peek(stream);
  const video = sniffVideo(head);
  if (video === undefined) {
    stream.destroy();
    throw downloadError('not-a-video', `The link leads to ${describeOddity(head)}.`, taskId);
  }
  const name = options.fileName || `${taskId.replace(/[^\w.-]+/g, '_')}.${video.extension}`;
  const overflow = watchSize(stream, maximumBytes, taskId);
  const stored = await context.helpers.prepareBinaryData(stream, name, video.mimeType).then(
    (binary) => ({ binary }),
    (error: unknown) => ({ error }),
  );
  if ('binary' in stored) return stored.binary;
  stream.destroy();
  throw overflow() ?? stored.error;
}

/** Reads the first bytes and puts them back. */
async function peek(stream: Readable): Promise<Uint8Array> {
  while (!stream.readableEnded && !stream.destroyed) {
    const head: Buffer | null = stream.read(sniffedBytes) ?? stream.read();
    if (head !== null) {
      stream.unshift(head);
      return head;
    }
    await untilReadable(stream);
  }
  return new Uint8Array();
}

/** Ends as well when the stream does. */
function untilReadable(stream: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('readable', resolve);
    stream.once('end', resolve);
    stream.once('error', reject);
  });
}

/**
 * Counts the bytes as they pass, and breaks off a stream that grows too large. Answers what it had
 * to say, since the store wraps errors in its own.
 */
function watchSize(
  stream: Readable,
  maximumBytes: number,
  taskId: string,
): () => DownloadError | undefined {
  let bytes = 0;
  let failure: DownloadError | undefined;
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes <= maximumBytes || failure !== undefined) return;
    failure = tooLarge(maximumBytes, taskId);
    stream.destroy();
  });
  // A listener sets the stream flowing; it must wait for the store.
  stream.pause();
  return () => failure;
}

function tooLarge(maximumBytes: number, taskId: string): DownloadError {
  const megabytes = Math.round(maximumBytes / 1024 / 1024);
  const what = `The video is larger than ${megabytes} MB. Raise Max Download Size to fetch it.`;
  return downloadError('too-large', what, taskId);
}
