import { redact } from '../errors/redaction.ts';
import { UnexpectedResponseError } from '../errors/response-errors.ts';
import type { VideoApiError } from '../errors/video-api-error.ts';
import { taskFailure } from '../response/task-failure.ts';
import type { SucceededTask, Task } from '../task/task.ts';
import type { PollResult } from './read.ts';

/** What a poll saw; for progress and logs. */
export interface PollEvent {
  readonly taskId: string;
  /** 1 for the first poll of this wait. */
  readonly poll: number;
  /** Seconds since the submission, or since the wait began where that is not known. */
  readonly elapsedSeconds: number;
  /** The task; undefined when the poll failed. */
  readonly task?: Task | undefined;
  /** Why the poll failed; the wait continues all the same. */
  readonly error?: VideoApiError | undefined;
  /** Something odd, mentioned once. */
  readonly notice?: string | undefined;
}

/** Doubtful responses end the wait when so many came in a row … */
const maxDoubtfulPolls = 4;

/** … over at least so many seconds. */
const doubtfulSeconds = 60;

/** How often a success without a link is read again before it is reported. */
const maxPollsForLink = 5;

/** A failure is read again after so many milliseconds, because some APIs take it back. */
const confirmationPause = 3000;

/** Remembers what the polls of one wait have seen, and evaluates each. */
export interface PollTracker {
  /**
   * Takes what a poll brought.
   *
   * @returns the task when it has its video; undefined when polling continues.
   * @throws {TaskFailedError} when the task ended without one, and a second poll confirms it.
   * @throws {UnexpectedResponseError} when it succeeded and repeated polls bring no link.
   * @throws the poll's own error when it will not pass by itself.
   */
  evaluate(result: PollResult, elapsedSeconds: number): SucceededTask | undefined;
  /** How many polls failed since the last that did not. */
  failuresInARow(): number;
  /** Milliseconds after which the next poll is due at the latest; undefined for the usual time. */
  nextPollWithin(): number | undefined;
  /** The facts for the report of a deadline. */
  lastResult(): { taskId: string; lastStatus: string | undefined; cause: unknown };
}

/** Starts with nothing seen. */
export function createPollTracker({
  onPoll,
  taskId,
}: {
  readonly taskId: string;
  readonly onPoll?: ((event: PollEvent) => void) | undefined;
}): PollTracker {
  let poll = 0;
  let failures = 0;
  let doubtful = 0;
  let doubtfulSince = 0;
  let successesWithoutLink = 0;
  let isFailureSeen = false;
  let lastTask: Task | undefined;
  let lastError: VideoApiError | undefined;
  let unknownWord: string | undefined;

  const report = ({ error, task }: PollResult, elapsedSeconds: number) => {
    poll += 1;
    const word = task?.status === 'unknown' ? task.statusWord : undefined;
    const notice =
      word === undefined || word === unknownWord
        ? undefined
        : `Task ${taskId} has the status "${redact(word, 40)}", which is not documented. Polling continues.`;
    unknownWord = word ?? unknownWord;
    try {
      onPoll?.({ taskId, poll, elapsedSeconds, task, error, notice });
    } catch {
      // The wait matters more than its report.
    }
  };

  const countDoubtful = (result: PollResult, elapsedSeconds: number) => {
    if (result.error === undefined || result.meaning !== 'doubtful') {
      doubtful = 0;
      return;
    }
    if (doubtful === 0) doubtfulSince = elapsedSeconds;
    doubtful += 1;
    const isOver = elapsedSeconds - doubtfulSince >= doubtfulSeconds;
    if (doubtful >= maxDoubtfulPolls && isOver) throw result.error;
  };

  const evaluateTask = (task: Task, body: string): SucceededTask | undefined => {
    const failure = taskFailure(task, taskId);
    if (failure !== undefined && isFailureSeen) throw failure;
    isFailureSeen = failure !== undefined;
    const { status, videoUrl } = task;
    if (status !== 'succeeded') return undefined;
    if (videoUrl !== undefined) return { ...task, id: taskId, status, videoUrl };
    successesWithoutLink += 1;
    if (successesWithoutLink > maxPollsForLink) throw missingLink(taskId, body);
    return undefined;
  };

  return {
    evaluate(result, elapsedSeconds) {
      report(result, elapsedSeconds);
      lastError = result.error;
      failures = result.error === undefined ? 0 : failures + 1;
      if (result.error !== undefined && result.meaning === 'key refused') throw result.error;
      countDoubtful(result, elapsedSeconds);
      if (result.task === undefined) return undefined;
      lastTask = result.task;
      return evaluateTask(result.task, result.body);
    },
    failuresInARow: () => failures,
    nextPollWithin: () => (isFailureSeen ? confirmationPause : undefined),
    lastResult: () => ({ taskId, lastStatus: lastTask?.statusWord, cause: lastError }),
  };
}

function missingLink(taskId: string, body: string): UnexpectedResponseError {
  return new UnexpectedResponseError({
    what: `Task ${taskId} succeeded, but the API gives no link to a video. The task is paid: read it again later, or look for the video in the API in One dashboard.`,
    excerpt: body,
    taskId,
  });
}
