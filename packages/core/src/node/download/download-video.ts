import type { Dispatcher } from 'undici';

import { DownloadError, type DownloadFailureReason } from '../../errors.ts';
import type { DownloadProgress, FailDownload } from '../../network/download/download-settings.ts';
import { receiveVideo } from '../../network/download/receive-video.ts';
import {
  createEnvironmentDispatcher,
  type Environment,
} from '../network/environment-dispatcher.ts';
import { systemClock } from '../system-clock.ts';
import { openWithUndici } from './open-with-undici.ts';
import { DiskError, writeWholeFile } from './whole-file.ts';

/** Where a video goes, and within which limits. */
export interface DownloadOptions {
  /** The file to write; an earlier one is replaced once the new one is whole. */
  readonly path: string;
  /** @default 1_073_741_824 */
  readonly maximumBytes?: number | undefined;
  /** Ends the download at once; its reason is thrown untouched. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Reads the task again for a fresh link; called once, when the link has expired. */
  readonly refreshUrl?: ((signal: AbortSignal) => Promise<string>) | undefined;
  /** Named in errors, so the paid video can be found again. */
  readonly taskId?: string | undefined;
  /** Time for the whole download, repeats included. @default 600 */
  readonly deadlineSeconds?: number | undefined;
  /** Longest silence of the server before the connection is given up. @default 20_000 */
  readonly silenceLimitMilliseconds?: number | undefined;
  /** Pause before a broken download continues; doubles each time, up to 10 s. @default 500 */
  readonly retryDelayMilliseconds?: number | undefined;
  /** Where the proxies are looked up (`https_proxy`, `no_proxy`). @default process.env */
  readonly environment?: Environment | undefined;
  /** undici connections to use instead of own ones; they are not closed. */
  readonly dispatcher?: Dispatcher | undefined;
}

/** A video on the disk. */
export interface Download {
  readonly path: string;
  readonly bytes: number;
  /** In lower-case hexadecimal. */
  readonly sha256: string;
}

/**
 * Downloads a finished video, whole or not at all, without ever holding it in memory. It is whole
 * when the server and the boxes of the MP4 agree on its length, and it has an index and data.
 *
 * Continues with Range where a connection breaks, if the server proves that the file is still the
 * same; starts again if not. Never sends the API key; the link, and each of at most 5 redirects,
 * must be https (http on this machine).
 *
 * @throws {DownloadError} when the video cannot be had; nothing is left on the disk.
 */
export async function downloadVideo(url: string, options: DownloadOptions): Promise<Download> {
  const { dispatcher: given, environment = process.env, path, taskId } = options;
  const ending = new AbortController();
  let own: Dispatcher | undefined;
  const connectTo = (link: URL) => {
    const route = { url: link, environment, connectLimitMilliseconds: 10_000 };
    own ??= createEnvironmentDispatcher({ ...route, signal: ending.signal }, {});
    return own;
  };
  const fail: FailDownload = (reason, what, cause) =>
    new DownloadError({ reason, taskId, cause, what: `${what} ${adviceFor(reason, taskId)}` });

  try {
    return await receiveVideo(url, {
      ...options,
      fail,
      clock: systemClock,
      open: (link, request) =>
        given === undefined
          ? openWithUndici(link, request, connectTo(link), { releasesMemory: true })
          : openWithUndici(link, request, given, { releasesMemory: false }),
      store: ({ chunks, signal }) => writeVideo(path, chunks, { signal, fail }),
    });
  } finally {
    ending.abort();
    await own?.destroy();
  }
}

async function writeVideo(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  { fail, signal }: { readonly fail: FailDownload; readonly signal: AbortSignal },
): Promise<Download> {
  try {
    return { path, ...(await writeWholeFile(path, chunks, signal)) };
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    const what = `The video could not be written to ${path} (${error.system}).`;
    throw fail('interrupted', what, error.cause);
  }
}

function adviceFor(reason: DownloadFailureReason, taskId: string | undefined): string {
  const video = taskId === undefined ? 'The video' : `The video of task ${taskId}`;
  const task = taskId === undefined ? 'its task' : `task ${taskId}`;
  const limit = reason === 'too-large' ? 'Raise the limit to download it. ' : '';
  return `${limit}${video} is already paid: read ${task} for a fresh link and download that, instead of submitting again.`;
}
