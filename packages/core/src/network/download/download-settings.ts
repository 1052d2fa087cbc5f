import type { DownloadError, DownloadFailureReason } from '../../errors.ts';
import type { Clock } from '../../ports.ts';
import type { Interruption } from './interruption.ts';
import type { OpenMedia } from './media-response.ts';

/** How far a download has come. After a start from the beginning it counts from zero again. */
export interface DownloadProgress {
  readonly receivedBytes: number;
  /** As the server announced; undefined when it did not. */
  readonly totalBytes: number | undefined;
}

/** Creates the error of a host, with what a person can do about it. `what` is a sentence. */
export type FailDownload = (
  reason: DownloadFailureReason,
  what: string,
  cause?: unknown,
) => DownloadError;

/** All that the parts of a download share. */
export interface DownloadSettings {
  readonly open: OpenMedia;
  readonly fail: FailDownload;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly maximumBytes: number;
  readonly silenceLimitMilliseconds: number;
  readonly onProgress: ((progress: DownloadProgress) => void) | undefined;
  /** Pauses before the next attempt; throws the failure after too many. */
  readonly retry: (interruption: Interruption, receivedBytes: number) => Promise<void>;
}
