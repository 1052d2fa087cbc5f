import { TaskFailedError } from '../errors/after-submission.ts';
import { redact } from '../errors/redaction.ts';
import { UnexpectedResponseError } from '../errors/response-errors.ts';
import type { VideoApiError } from '../errors/video-api-error.ts';
import type { SucceededTask, Task } from '../task/task.ts';
import { classifyFailedTask } from './failure-class.ts';

/** What a poll saw; for progress and logs. */
export interface PollEvent {
  readonly taskId: string;
  /** 1 for the first poll of this wait. */
  readonly poll: number;
  /** Seconds since the submission, or since the wait began where that is not known. */
  readonly elapsedSeconds: number;
  /** The task; undefined when the poll failed. */
  readonly task?: Task | undefined;
  /** Why the poll failed; the wait goes on all the same. */
  readonly error?: VideoApiError | undefined;
  /** Something odd, mentioned once. */
  readonly notice?: string | undefined;
}

/** What one poll brought: the task, or why it could not be read. */
export type PollResult =
  | { readonly task: Task; readonly error?: undefined }
  | { readonly task?: undefined; readonly error: VideoApiError };

type PollListener = ((event: PollEvent) => void) | undefined;

/** Right after the submission a 404 may mean that the API has not caught up, for so long. */
const toleranceSeconds = 20;

/** How often a success without a link is read again before it is reported. */
const looksForLink = 5;

/** Failures of a poll that say nothing about the task: it is polled again. */
const passingCodes: readonly string[] = [
  'transport',
  'unavailable',
  'rate-limited',
  'unexpected-response',
];

/** Keeps in mind what the polls of one wait have seen, and judges each. */
export interface PollTracker {
  /**
   * Takes what a poll brought.
   *
   * @returns the task when it has its video; undefined when polling goes on.
   * @throws {TaskFailedError} when the task ended without one.
   * @throws {UnexpectedResponseError} when it succeeded and repeated polls bring no link.
   * @throws the poll's own error when it will not pass by itself.
   */
  judge(sight: PollResult, elapsedSeconds: number): SucceededTask | undefined;
  /** How many polls failed since the last that did not. */
  failuresInARow(): number;
  /** The facts for the report of a deadline. */
  lastResult(): { taskId: string; lastStatus: string | undefined; cause: unknown };
}

/** Starts with nothing seen. */
export function createPollTracker({
  onPoll,
  taskId,
}: {
  readonly taskId: string;
  readonly onPoll?: PollListener;
}): PollTracker {
  let poll = 0;
  let failures = 0;
  let successesWithoutLink = 0;
  let lastTask: Task | undefined;
  let lastError: VideoApiError | undefined;
  let oddWord: string | undefined;

  const report = (sight: PollResult, elapsedSeconds: number) => {
    poll += 1;
    const word = sight.task?.status === 'unknown' ? sight.task.statusWord : undefined;
    const notice =
      word === undefined || word === oddWord
        ? undefined
        : `The API calls task ${taskId} "${redact(word, 40)}", a status nobody has documented. It is polled on.`;
    oddWord = word ?? oddWord;
    tell(onPoll, { taskId, poll, elapsedSeconds, ...sight, notice });
  };

  return {
    judge(sight, elapsedSeconds) {
      report(sight, elapsedSeconds);
      lastError = sight.error;
      if (sight.error !== undefined) {
        failures += 1;
        if (!willPass(sight.error, elapsedSeconds)) throw sight.error;
        return undefined;
      }
      failures = 0;
      lastTask = sight.task;
      const verdict = judgeTask(taskId, sight.task);
      if (verdict === 'no-link') successesWithoutLink += 1;
      if (successesWithoutLink > looksForLink) throw missingLink(taskId, sight.task);
      return typeof verdict === 'string' ? undefined : verdict;
    },
    failuresInARow: () => failures,
    lastResult: () => ({ taskId, lastStatus: lastTask?.statusWord, cause: lastError }),
  };
}

/** A listener that throws must not lose a video that is paid for. */
function tell(onPoll: PollListener, event: PollEvent): void {
  try {
    onPoll?.(event);
  } catch {
    // The wait matters more than its report.
  }
}

function willPass(error: VideoApiError, elapsedSeconds: number): boolean {
  if (error.code === 'task-not-found') return elapsedSeconds < toleranceSeconds;
  return passingCodes.includes(error.code);
}

function judgeTask(taskId: string, task: Task): SucceededTask | 'running' | 'no-link' {
  const { failure, status, videoUrl } = task;
  if (status === 'failed' || status === 'cancelled') {
    const apiMessage = failure?.message === undefined ? undefined : redact(failure.message);
    const reason = classifyFailedTask(failure);
    throw new TaskFailedError({ taskId, status, reason, apiCode: failure?.code, apiMessage });
  }
  if (status !== 'succeeded') return 'running';
  return videoUrl === undefined ? 'no-link' : { ...task, id: taskId, status, videoUrl };
}

function missingLink(taskId: string, task: Task): UnexpectedResponseError {
  return new UnexpectedResponseError({
    what: `Task ${taskId} succeeded, but the API gives no link to a video. The task is paid: read it again later, or look for the video in the API in One dashboard.`,
    excerpt: redact(JSON.stringify(task.raw)),
    taskId,
  });
}
