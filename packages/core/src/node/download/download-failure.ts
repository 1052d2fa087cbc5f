import { DownloadError, type DownloadFault } from '../../errors.ts';

/** Makes the error for a video that could not be fetched, and says that it is not lost. */
export function downloadFailure(facts: {
  readonly fault: DownloadFault;
  /** What happened, as a sentence. */
  readonly what: string;
  readonly taskId: string | undefined;
  readonly cause?: unknown;
}): DownloadError {
  const { fault, taskId, what } = facts;
  const video = taskId === undefined ? 'The video' : `The video of task ${taskId}`;
  const task = taskId === undefined ? 'its task' : `task ${taskId}`;
  return new DownloadError({
    fault,
    taskId,
    cause: facts.cause,
    what: `${what} ${video} is paid and still at the API: read ${task} again for a fresh link and download that, instead of submitting anew.`,
  });
}
