import type { Dispatcher } from 'undici';

import { DownloadError } from '../../errors.ts';
import {
  createEnvironmentDispatcher,
  type Environment,
} from '../network/environment-dispatcher.ts';
import { untilAborted } from '../network/until-aborted.ts';
import { downloadFailure } from './download-failure.ts';
import { parseMediaUrl, showUrl } from './media-url.ts';
import { ResumeRefusedError } from './stream-failure.ts';
import { type DownloadProgress, type StreamSettings, streamVideo } from './video-stream.ts';
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
  /** Named in errors, so that the paid video can be found again. */
  readonly taskId?: string | undefined;
  /** Time for the whole download, repeats included. @default 900 */
  readonly deadlineSeconds?: number | undefined;
  /** Longest silence of the server before the connection is given up. @default 20_000 */
  readonly silenceLimitMilliseconds?: number | undefined;
  /** Wait before a broken download goes on; doubles each time, up to 10 s. @default 500 */
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
 * Downloads a finished video, whole or not at all, without ever holding it in memory.
 *
 * Goes on with Range where a connection breaks; starts over, at most twice, where the server does
 * not allow that. Never sends the API key, and follows at most 5 redirects.
 *
 * @throws {DownloadError} when the video cannot be had; nothing is left on the disk.
 */
export async function downloadVideo(url: string, options: DownloadOptions): Promise<Download> {
  const { deadlineSeconds = 900, signal: stop, taskId } = options;
  stop?.throwIfAborted();
  // Node refuses longer timers; this one is 24 days.
  const deadline = AbortSignal.timeout(Math.min(deadlineSeconds * 1000, 2 ** 31 - 1));
  const signal = AbortSignal.any(stop === undefined ? [deadline] : [stop, deadline]);

  try {
    return await downloadUntil(signal, url, options);
  } catch (error) {
    stop?.throwIfAborted();
    if (deadline.aborted) {
      const what = `The download was not complete after ${deadlineSeconds} s.`;
      throw downloadFailure({ reason: 'interrupted', what, taskId, cause: error });
    }
    if (error instanceof DiskError) throw diskFailure(error, options);
    throw error;
  }
}

async function downloadUntil(
  signal: AbortSignal,
  url: string,
  options: DownloadOptions,
): Promise<Download> {
  const link = checkUrl(url, options.taskId);
  const ownsBytes = options.dispatcher === undefined;
  const dispatcher = options.dispatcher ?? ownDispatcher(link, signal, options);
  const settings = { ...withDefaults(options), dispatcher, ownsBytes, signal };
  try {
    return await downloadWhole(link, { refreshes: 1, restarts: 2 }, settings);
  } finally {
    if (ownsBytes) await dispatcher.destroy();
  }
}

type DownloadSettings = StreamSettings & Pick<DownloadOptions, 'path' | 'refreshUrl'>;

/** Downloads once, and again as long as there is hope: each way of going on has its own count. */
async function downloadWhole(
  link: URL,
  left: { readonly refreshes: number; readonly restarts: number },
  settings: DownloadSettings,
): Promise<Download> {
  const { path, refreshUrl, signal, taskId } = settings;
  try {
    return { path, ...(await writeWholeFile(path, streamVideo(link, settings), signal)) };
  } catch (error) {
    if (isExpired(error) && refreshUrl !== undefined && left.refreshes > 0) {
      const fresh = checkUrl(await untilAborted(refreshUrl(signal), signal), taskId);
      return await downloadWhole(fresh, { ...left, refreshes: left.refreshes - 1 }, settings);
    }
    if (!(error instanceof ResumeRefusedError)) throw error;
    if (left.restarts > 0) {
      return await downloadWhole(link, { ...left, restarts: left.restarts - 1 }, settings);
    }
    const what = `The download of ${showUrl(link)} broke off three times, and the server does not let it go on where it stopped.`;
    throw downloadFailure({ reason: 'interrupted', what, taskId, cause: error.cause });
  }
}

function isExpired(error: unknown): boolean {
  return error instanceof DownloadError && error.reason === 'expired';
}

function checkUrl(text: string, taskId: string | undefined): URL {
  const url = parseMediaUrl(text);
  if (url === undefined) {
    const what = 'The link to the video is no http(s) address, or holds a user name or password.';
    throw downloadFailure({ reason: 'bad-url', what, taskId });
  }
  return url;
}

function diskFailure(error: DiskError, { path, taskId }: DownloadOptions): DownloadError {
  const what = `The video could not be written to ${path} (${error.system}).`;
  return downloadFailure({ reason: 'interrupted', what, taskId, cause: error.cause });
}

function withDefaults({
  path,
  maximumBytes = 1024 ** 3,
  onProgress,
  refreshUrl,
  taskId,
  silenceLimitMilliseconds = 20_000,
  retryDelayMilliseconds = 500,
}: DownloadOptions) {
  return {
    path,
    maximumBytes,
    onProgress,
    refreshUrl,
    taskId,
    silenceLimitMilliseconds,
    retryDelayMilliseconds,
  };
}

function ownDispatcher(
  url: URL,
  signal: AbortSignal,
  { environment = process.env }: DownloadOptions,
): Dispatcher {
  const route = { url, environment, signal, connectLimitMilliseconds: 10_000 };
  return createEnvironmentDispatcher(route, {});
}
