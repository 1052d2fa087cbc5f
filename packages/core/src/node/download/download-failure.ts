import { DownloadError, type DownloadFailureReason } from '../../errors.ts';

/** Makes the error for a video that could not be fetched, and says that it is not lost. */
export function downloadFailure(facts: {
  readonly reason: DownloadFailureReason;
  /** What happened, as a sentence. */
  readonly what: string;
  readonly taskId: string | undefined;
  readonly cause?: unknown;
}): DownloadError {
  const { reason, taskId, what } = facts;
  const video = taskId === undefined ? 'The video' : `The video of task ${taskId}`;
  const task = taskId === undefined ? 'its task' : `task ${taskId}`;
  return new DownloadError({
    reason,
    taskId,
    cause: facts.cause,
    what: `${what} ${video} is paid and still at the API: read ${task} again for a fresh link and download that, instead of submitting anew.`,
  });
}
