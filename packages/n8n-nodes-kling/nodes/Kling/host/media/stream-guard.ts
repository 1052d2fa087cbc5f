import type { Clock, DownloadError } from '@kling-automation/core';
import { downloadError, longestSilence, type Readable } from './media-stream.ts';

/** Watches a download, and breaks it off when it grows too large or falls silent. */
export interface StreamGuard {
  /**
   * Counts from here on, as soon as somebody reads. Not sooner: a listener would set the stream
   * flowing before anybody keeps what comes, and a stream that is paused until then never starts
   * for n8n's database and memory stores, which only listen.
   */
  countBytes(): void;
  /** Why the stream was broken off, if it was; the store wraps errors in its own. */
  failure(): DownloadError | undefined;
  /** Ends the watch. */
  end(): void;
}

/** Begins to watch for silence at once. */
export function guardStream(
  stream: Readable,
  options: {
    readonly clock: Clock;
    readonly maximumBytes: number;
    readonly taskId: string;
  },
): StreamGuard {
  const { clock, maximumBytes, taskId } = options;
  const ended = new AbortController();
  let heardAt = clock.now();
  let bytes = 0;
  let failure: DownloadError | undefined;

  const breakOff = (error: DownloadError) => {
    failure ??= error;
    stream.destroy();
  };
  const count = (chunk: Buffer) => {
    heardAt = clock.now();
    bytes += chunk.byteLength;
    if (bytes > maximumBytes) breakOff(tooLarge(maximumBytes, taskId));
  };
  const joinReader = (event: string | symbol) => {
    if (event !== 'data' && event !== 'readable') return;
    stream.off('newListener', joinReader);
    stream.on('data', count);
  };
  const watchSilence = async () => {
    for (let left = longestSilence; left > 0; left = heardAt + longestSilence - clock.now()) {
      await clock.sleep(left, ended.signal);
      // What has come is not fetched: it is the store that is slow.
      if (stream.readableLength > 0) heardAt = clock.now();
    }
    breakOff(fellSilent(taskId));
  };

  watchSilence().catch(() => {
    // The watch has ended.
  });
  return {
    countBytes: () => void stream.on('newListener', joinReader),
    failure: () => failure,
    end: () => ended.abort(),
  };
}

/** Makes the error for a file that is larger than the user wants. */
export function tooLarge(maximumBytes: number, taskId: string): DownloadError {
  const megabytes = Math.round(maximumBytes / 1024 / 1024);
  const what = `The video is larger than ${megabytes} MB. Raise Max Download Size to fetch it.`;
  return downloadError('too-large', what, taskId);
}

function fellSilent(taskId: string): DownloadError {
  const what = `The media server fell silent for ${longestSilence / 1000} s.`;
  return downloadError('interrupted', what, taskId);
}
