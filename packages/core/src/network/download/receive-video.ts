import { DownloadError } from '../../errors.ts';
import type { Clock } from '../../ports.ts';
import { parseMediaUrl } from '../media-url.ts';
import { untilAborted } from '../until-aborted.ts';
import type { DownloadProgress, DownloadSettings, FailDownload } from './download-settings.ts';
import { Interruption } from './interruption.ts';
import type { OpenMedia } from './media-response.ts';
import { receiveOnce, type StoreVideo } from './receive-once.ts';

/** How a host downloads a video. */
export interface ReceiveOptions<Stored> {
  readonly open: OpenMedia;
  readonly store: StoreVideo<Stored>;
  readonly fail: FailDownload;
  readonly clock: Clock;
  /** @default 1_073_741_824 */
  readonly maximumBytes?: number | undefined;
  /** Time for everything, pauses and storing included. @default 600 */
  readonly deadlineSeconds?: number | undefined;
  /** Longest silence of the server. @default 20_000 */
  readonly silenceLimitMilliseconds?: number | undefined;
  /** Pause before a download continues; doubles each time, up to 10 s. @default 500 */
  readonly retryDelayMilliseconds?: number | undefined;
  /** Ends the download at once; its reason is thrown untouched. */
  readonly signal?: AbortSignal | undefined;
  /** Reads the task again for a fresh link, if it has one; called once, when the link has expired. */
  readonly refreshUrl?: ((signal: AbortSignal) => Promise<string | undefined>) | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/**
 * Downloads a finished video, whole or not at all, without ever holding it in memory. Every host
 * downloads by these rules; it provides the connection and the store.
 *
 * Where the connection breaks, continues with Range and If-Range if the server has a strong ETag,
 * and starts again if not, at most five times in a row. Follows at most 5 redirects, never to http.
 *
 * @throws {DownloadError} when the video cannot be had.
 */
export async function receiveVideo<Stored>(
  link: string,
  options: ReceiveOptions<Stored>,
): Promise<Stored> {
  const { clock, deadlineSeconds = 600, fail, signal: stop } = options;
  stop?.throwIfAborted();
  const ended = new AbortController();
  const deadline = new AbortController();
  clock.sleep(deadlineSeconds * 1000, ended.signal).then(
    () => deadline.abort(),
    () => {},
  );
  const signal = AbortSignal.any([deadline.signal, ...(stop === undefined ? [] : [stop])]);

  try {
    return await receiveFrom(checkLink(link, fail), options, settingsOf(options, signal));
  } catch (error) {
    stop?.throwIfAborted();
    if (!deadline.signal.aborted) throw error;
    throw fail('interrupted', `The download was not complete after ${deadlineSeconds} s.`, error);
  } finally {
    ended.abort();
  }
}

/** Downloads again as long as that may help: with a fresh link once, from the start a few times. */
async function receiveFrom<Stored>(
  link: URL,
  options: ReceiveOptions<Stored>,
  settings: DownloadSettings,
): Promise<Stored> {
  const { fail, refreshUrl, store } = options;
  try {
    return await receiveOnce(link, store, settings);
  } catch (error) {
    if (error instanceof Interruption) {
      await settings.retry(error, 0);
      return await receiveFrom(link, options, settings);
    }
    const isExpired = error instanceof DownloadError && error.reason === 'expired';
    if (!isExpired || refreshUrl === undefined) throw error;
    const fresh = await untilAborted(refreshUrl(settings.signal), settings.signal);
    if (fresh === undefined) throw error;
    const rest = { ...options, refreshUrl: undefined };
    return await receiveFrom(checkLink(fresh, fail), rest, settings);
  }
}

function checkLink(text: string, fail: FailDownload): URL {
  const url = parseMediaUrl(text);
  if (url !== undefined) return url;
  const what = 'The link to the video is not https, or has a user name or password.';
  throw fail('bad-url', what);
}

function settingsOf<Stored>(
  {
    open,
    fail,
    clock,
    maximumBytes = 1024 ** 3,
    silenceLimitMilliseconds = 20_000,
    retryDelayMilliseconds = 500,
    onProgress,
  }: ReceiveOptions<Stored>,
  signal: AbortSignal,
): DownloadSettings {
  const retry = createRetry(clock, signal, retryDelayMilliseconds);
  return { open, fail, clock, signal, maximumBytes, silenceLimitMilliseconds, onProgress, retry };
}

function createRetry(
  clock: Clock,
  signal: AbortSignal,
  delayMilliseconds: number,
): DownloadSettings['retry'] {
  let inARow = 0;
  let knownBytes = 0;
  return async ({ failure }, receivedBytes) => {
    inARow = receivedBytes - knownBytes >= progressBytes ? 1 : inARow + 1;
    knownBytes = receivedBytes;
    if (inARow > longestRow) throw failure;
    await clock.sleep(
      Math.min(delayMilliseconds * 2 ** (inARow - 1), longestDelayMilliseconds),
      signal,
    );
  };
}

/** Some hosts end every connection after a while: as long as it gets on, a download continues. */
const progressBytes = 1024 ** 2;

const longestRow = 5;

const longestDelayMilliseconds = 10_000;
