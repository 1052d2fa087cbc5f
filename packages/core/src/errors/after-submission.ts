import { adviceByReason, type FailureReason } from './failure-reason.ts';
import { redact } from './redaction.ts';
import { asSentence, sentences } from './sentences.ts';
import { VideoApiError } from './video-api-error.ts';

/** The POST may have reached the API, and no usable response came back. It is never repeated. */
export class AmbiguousSubmissionError extends VideoApiError {
  constructor(facts: { what: string; cause?: unknown }) {
    super(
      'ambiguous-submission',
      sentences(
        `You may have been charged: ${asSentence(facts.what)}`,
        'The request was not sent again, because that could pay twice.',
        'Check the API in One dashboard: if the task is there, resume it by its task id; if not, submit again.',
      ),
      { mayHaveBeenCharged: true, cause: facts.cause },
    );
  }
}

/** The API knows no such task. */
export class TaskNotFoundError extends VideoApiError {
  constructor(facts: {
    taskId: string;
    /** Whether the ledger names the task, so it was certainly submitted. @default false */
    isRemembered?: boolean | undefined;
  }) {
    const { isRemembered = false, taskId } = facts;
    super(
      'task-not-found',
      sentences(
        `The API knows no task ${taskId}.`,
        'Check the id, and that the key belongs to the account that submitted it.',
        isRemembered
          ? 'It is already paid, so it is not paid again by itself. If the API no longer has it, change the edition of the video to pay for a new one.'
          : '',
      ),
      { taskId, mayHaveBeenCharged: true },
    );
  }
}

/** The task ended without a video. */
export class TaskFailedError extends VideoApiError {
  readonly status: 'failed' | 'cancelled';
  readonly reason: FailureReason;
  readonly apiCode: string | undefined;
  /** The API's own words, without secrets. */
  readonly apiMessage: string | undefined;
  /** What the API reports it charged; undefined when it reports nothing of it. */
  readonly credits: number | undefined;

  constructor(facts: {
    taskId: string;
    status: 'failed' | 'cancelled';
    reason: FailureReason;
    apiCode?: string | undefined;
    apiMessage?: string | undefined;
    credits?: number | undefined;
    /** Whether its video was ready before. @default false */
    wasReady?: boolean | undefined;
    /** Whether an earlier run saw the failure, and nothing was sent now. @default false */
    isRepeated?: boolean | undefined;
  }) {
    const { apiCode, isRepeated = false, reason, status, taskId, wasReady = false } = facts;
    const apiMessage = facts.apiMessage === undefined ? undefined : redact(facts.apiMessage);
    const ending = `${status === 'failed' ? 'failed' : 'was cancelled'}${isRepeated ? ' in an earlier try' : ''}`;
    super(
      'task-failed',
      sentences(
        `Task ${taskId} ${ending}${apiMessage === undefined ? '.' : `: ${asSentence(apiMessage)}`}`,
        adviceByReason[reason],
        isRepeated ? 'It was not submitted again. To insist, change the edition of the video.' : '',
        wasReady
          ? 'Its video was ready before, so it is not paid again by itself. To pay for a new one, change the edition of the video.'
          : 'Failed tasks are probably refunded: check the API in One dashboard.',
      ),
      { taskId, mayHaveBeenCharged: true },
    );
    this.status = status;
    this.reason = reason;
    this.apiCode = apiCode;
    this.apiMessage = apiMessage;
    this.credits = facts.credits;
  }
}

/** The time for a video is over; its task, if there is one, may yet finish. */
export class DeadlineExceededError extends VideoApiError {
  /** The last status the API gave, in its own word; undefined when no poll succeeded. */
  readonly lastStatus: string | undefined;
  readonly waitedMilliseconds: number;

  constructor(facts: {
    /** Undefined when nothing was submitted. */
    taskId: string | undefined;
    lastStatus?: string | undefined;
    waitedMilliseconds: number;
    cause?: unknown;
  }) {
    const { lastStatus, taskId, waitedMilliseconds } = facts;
    const time = `${Math.round(waitedMilliseconds / 1000)} s`;
    super(
      'deadline-exceeded',
      taskId === undefined
        ? `The deadline of ${time} passed before the video could be submitted. Nothing was charged.`
        : `Task ${taskId} was ${lastStatus === undefined ? 'not readable' : `still "${redact(lastStatus, 40)}"`} after ${time}. ${runsOn(taskId)}`,
      { taskId, mayHaveBeenCharged: taskId !== undefined, retryable: true, cause: facts.cause },
    );
    this.lastStatus = lastStatus;
    this.waitedMilliseconds = waitedMilliseconds;
  }
}

function runsOn(taskId: string): string {
  return `It keeps running and is already paid: wait for task ${taskId} again instead of submitting it again.`;
}

/** The wait was stopped from outside; the task keeps running. `cause` is the signal's reason. */
export class AbortedError extends VideoApiError {
  constructor(facts: { taskId: string; cause: unknown }) {
    super('aborted', `Stopped waiting for task ${facts.taskId}. ${runsOn(facts.taskId)}`, {
      taskId: facts.taskId,
      mayHaveBeenCharged: true,
      retryable: true,
      cause: facts.cause,
    });
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
