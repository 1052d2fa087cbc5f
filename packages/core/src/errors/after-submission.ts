import { adviceByReason, type FailureReason } from './failure-reason.ts';
import { asSentence, sentences } from './sentences.ts';
import { VideoApiError } from './video-api-error.ts';

/** The POST may have reached the API, and no usable response came back. It is never repeated. */
export class AmbiguousSubmissionError extends VideoApiError {
  constructor(facts: { what: string; taskId?: string | undefined; cause?: unknown }) {
    super(
      'ambiguous-submission',
      sentences(
        `The submission may have been charged, but its response was lost (${facts.what}).`,
        'It is not sent again by itself, since that could pay twice.',
        facts.taskId === undefined
          ? 'Look for the task in the API in One dashboard: if it is there, resume it by its task id; if it is not, submit anew.'
          : `The response named task ${facts.taskId}: resume it by that id.`,
      ),
      { taskId: facts.taskId, mayHaveBeenCharged: true, cause: facts.cause },
    );
  }
}

/** The API knows no such task. */
export class TaskNotFoundError extends VideoApiError {
  constructor(facts: { taskId: string }) {
    super(
      'task-not-found',
      `The API knows no task ${facts.taskId}. Check the id, and that the key belongs to the account that submitted it.`,
      { taskId: facts.taskId, mayHaveBeenCharged: true },
    );
  }
}

/** The task ended without a video. */
export class TaskFailedError extends VideoApiError {
  readonly status: 'failed' | 'cancelled';
  readonly reason: FailureReason;
  readonly apiCode: string | undefined;
  readonly apiMessage: string | undefined;

  constructor(facts: {
    taskId: string;
    status: 'failed' | 'cancelled';
    reason: FailureReason;
    apiCode?: string | undefined;
    apiMessage?: string | undefined;
  }) {
    const { apiCode, apiMessage, status, taskId } = facts;
    super(
      'task-failed',
      sentences(
        `Task ${taskId} ${status === 'failed' ? 'failed' : 'was cancelled'}${apiMessage === undefined ? '.' : `: ${asSentence(apiMessage)}`}`,
        adviceByReason[facts.reason],
        'Failed tasks are probably refunded: check the API in One dashboard.',
      ),
      { taskId, mayHaveBeenCharged: true },
    );
    this.status = status;
    this.reason = facts.reason;
    this.apiCode = apiCode;
    this.apiMessage = apiMessage;
  }
}

/** We stopped waiting; the task may yet finish. */
export class DeadlineExceededError extends VideoApiError {
  /** The last status the API gave, in its own word; undefined when no poll succeeded. */
  readonly lastStatus: string | undefined;
  readonly waitedMilliseconds: number;

  constructor(facts: {
    taskId: string;
    lastStatus: string | undefined;
    waitedMilliseconds: number;
    cause?: unknown;
  }) {
    const { lastStatus, taskId, waitedMilliseconds } = facts;
    super(
      'deadline-exceeded',
      `Task ${taskId} was ${lastStatus === undefined ? 'not readable' : `still "${lastStatus}"`} after ${Math.round(waitedMilliseconds / 1000)} s. It keeps running and is already paid: wait for task ${taskId} again instead of submitting anew.`,
      { taskId, mayHaveBeenCharged: true, retryable: true, cause: facts.cause },
    );
    this.lastStatus = lastStatus;
    this.waitedMilliseconds = waitedMilliseconds;
  }
}

/** The wait was stopped from outside; the task keeps running. `cause` is the signal's reason. */
export class AbortedError extends VideoApiError {
  constructor(facts: { taskId: string; cause: unknown }) {
    super(
      'aborted',
      `Stopped waiting for task ${facts.taskId}. It keeps running and is already paid: wait for task ${facts.taskId} again instead of submitting anew.`,
      { taskId: facts.taskId, mayHaveBeenCharged: true, retryable: true, cause: facts.cause },
    );
  }
}

/** Why a finished video could not be fetched. */
export type DownloadFailureReason =
  | 'expired'
  | 'too-large'
  | 'not-a-video'
  | 'interrupted'
  | 'bad-url';

/** The video exists and is paid, but its file could not be fetched. */
export class DownloadError extends VideoApiError {
  readonly reason: DownloadFailureReason;

  constructor(facts: {
    reason: DownloadFailureReason;
    what: string;
    taskId?: string | undefined;
    cause?: unknown;
  }) {
    super('download', facts.what, {
      taskId: facts.taskId,
      mayHaveBeenCharged: true,
      retryable: facts.reason === 'interrupted' || facts.reason === 'expired',
      cause: facts.cause,
    });
    this.reason = facts.reason;
  }
}
