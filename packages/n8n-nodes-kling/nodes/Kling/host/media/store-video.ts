import {
  type Clock,
  DownloadError,
  type DownloadFailureReason,
  type IncomingVideo,
  receiveVideo,
} from '@kling-automation/core';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { hostClock } from '../clock.ts';
import type { Readable } from '../network/response-stream.ts';
import { openMedia } from './open-media.ts';
import { streamOf } from './stream-of.ts';

/** What storing a video needs of n8n: no credential comes near it. */
export interface MediaContext {
  readonly helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest' | 'prepareBinaryData'>;
}

/** Where a video goes, and within which limits. */
export interface StoreOptions {
  readonly taskId: string;
  /** Empty: named after the task. */
  readonly fileName: string;
  readonly maximumBytes: number;
  readonly signal: AbortSignal | undefined;
  /** Reads the task again for a fresh link; called once, when the link has expired. */
  readonly refreshUrl: () => Promise<string | undefined>;
  /** Measures silence, pauses and the deadline. @default n8n's */
  readonly clock?: Clock | undefined;
}

/**
 * Downloads a video into n8n's binary store, straight from the socket: nothing is held in memory.
 *
 * @throws {DownloadError} when the video cannot be had; it is paid and not lost.
 */
export async function storeVideo(
  { helpers }: MediaContext,
  url: string,
  options: StoreOptions,
): Promise<IBinaryData> {
  const { clock = hostClock, fileName, maximumBytes, refreshUrl, signal, taskId } = options;
  // Without the cause: n8n's error contains the whole link with its signature.
  const fail = (reason: DownloadFailureReason, what: string) =>
    new DownloadError({ reason, taskId, what: `${what} ${adviceFor(reason, taskId)}` });
  let opened: Readable | undefined;

  return await receiveVideo(url, {
    clock,
    maximumBytes,
    refreshUrl,
    signal,
    silenceLimitMilliseconds: 60_000,
    fail,
    open: async (link, request) => {
      const response = await openMedia(helpers, link, request);
      opened = response.body;
      return response;
    },
    store: async (video) => {
      const name = fileName || `${taskId.replace(/[^\w.-]+/g, '_')}.${video.kind.extension}`;
      const stream = streamOf(video.chunks, opened);
      return await storeStream(helpers, stream, name, video).catch((error: unknown) => {
        const code: unknown = Reflect.get(Object(error), 'code');
        const reason = typeof code === 'string' ? ` (${code})` : '';
        throw fail('interrupted', `n8n could not store the video${reason}.`);
      });
    },
  });
}

async function storeStream(
  { prepareBinaryData }: MediaContext['helpers'],
  stream: Readable,
  name: string,
  { kind, signal }: IncomingVideo,
): Promise<IBinaryData> {
  const stop = () => stream.destroy(new Error('stopped'));
  signal.addEventListener('abort', stop);
  try {
    return await prepareBinaryData(stream, name, kind.mimeType);
  } finally {
    signal.removeEventListener('abort', stop);
    stream.destroy();
  }
}

function adviceFor(reason: DownloadFailureReason, taskId: string): string {
  const limit = reason === 'too-large' ? 'Raise Max Download Size to download it. ' : '';
  return `${limit}The video of task ${taskId} is already paid: use Task > Download with this ID instead of submitting again.`;
}
