import type { PlannedVideo } from '../plan/planned-video.ts';

/** Why one video of a run is not there. */
export interface VideoFailure {
  readonly index: number;
  readonly plan: PlannedVideo;
  readonly error: unknown;
  /** The task that is paid, if there is one. */
  readonly taskId: string | undefined;
}

/** Some videos are not there; all the others are. */
export class VideosFailedError extends Error {
  override readonly name = 'VideosFailedError';
  readonly failures: readonly VideoFailure[];
  readonly videoCount: number;

  constructor(failures: readonly VideoFailure[], videoCount: number) {
    super(`${failures.length} of ${videoCount} videos failed.`);
    this.failures = failures;
    this.videoCount = videoCount;
  }
}
