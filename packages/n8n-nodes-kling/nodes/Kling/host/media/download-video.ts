import { type Clock, DownloadError } from '@kling-automation/core';
import type { IBinaryData } from 'n8n-workflow';
import { hostClock } from '../clock.ts';
import { downloadError, type MediaContext, openMedia, type Readable } from './media-stream.ts';
import { guardStream, type StreamGuard, tooLarge } from './stream-guard.ts';
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
  /** Tells how long the media server has been silent. @default n8n's */
  readonly clock?: Clock | undefined;
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
  const freshUrl = first.error.reason === 'expired' ? await options.refreshUrl() : url;
  const isHopeless = first.error.reason === 'too-large' || freshUrl === undefined;
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
  const { clock = hostClock, maximumBytes, taskId } = options;
  const { announcedBytes, stream } = await openMedia(context, url, options);
  if (announcedBytes !== undefined && announcedBytes > maximumBytes) {
    stream.destroy();
    throw tooLarge(maximumBytes, taskId);
  }
  const guard = guardStream(stream, { clock, maximumBytes, taskId });
  const stored = await storeStream(context, stream, options, guard).then(
    (binary) => ({ binary }),
    (error: unknown) => ({ error }),
  );
  guard.end();
  if ('binary' in stored) return stored.binary;
  stream.destroy();
  throw guard.failure() ?? stored.error;
}

async function storeStream(
  { helpers }: MediaContext,
  stream: Readable,
  { fileName, taskId }: DownloadOptions,
  guard: StreamGuard,
): Promise<IBinaryData> {
  const head = await peek(stream);
  const video = sniffVideo(head);
  if (video === undefined) {
    throw downloadError('not-a-video', `The link leads to ${describeOddity(head)}.`, taskId);
  }
  const name = fileName || `${taskId.replace(/[^\w.-]+/g, '_')}.${video.extension}`;
  guard.countBytes();
  return helpers.prepareBinaryData(stream, name, video.mimeType);
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

/** Ends as well when the stream does, however it does. */
function untilReadable(stream: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('readable', resolve);
    stream.once('end', resolve);
    stream.once('close', resolve);
    stream.once('error', reject);
  });
}
