import { TaskFailedError } from '../errors/after-submission.ts';
import type { FailureReason } from '../errors/failure-reason.ts';
import { isError } from '../errors/is-error.ts';
import { RefusedError } from '../errors/response-errors.ts';
import { taskFailure } from '../judgement/task-failure.ts';
import type { EntryIn } from './ledger-entry.ts';
import type { LedgerVideo, PayOnceContext } from './pay-once.ts';

/**
 * Looks again before a video is paid for over an entry that failed: its task is read once, because
 * some APIs call a task failed and deliver it later.
 *
 * @returns the entry to resume when the task did not fail after all; undefined when the video may
 * be submitted again.
 * @throws {TaskFailedError | RefusedError} when the same content would fail again.
 * @throws what reading the task throws: without a confirmation nothing is paid.
 */
export async function confirmFailure(
  { key }: Pick<LedgerVideo, 'key'>,
  entry: EntryIn<'failed'>,
  { client, clock, ledger, onLedgerFailure, signal }: PayOnceContext,
): Promise<EntryIn<'submitted'> | undefined> {
  const { attempt, credits, earlierCredits, isFinal, owner, taskId } = entry;
  if (taskId === undefined) {
    if (isFinal) throw savedRefusal(entry);
    return undefined;
  }
  const task = await client.read(taskId, { signal }).catch((error: unknown) => {
    if (isError(error, 'task-not-found')) return undefined;
    throw error;
  });
  if (task === undefined || taskFailure(task, taskId) !== undefined) {
    if (isFinal) throw savedFailure(entry, taskId);
    return undefined;
  }
  const at = clock.now();
  const submission = { attempt, credits, earlierCredits, owner, at };
  const resumed = { state: 'submitted', ...submission, taskId, submittedAt: entry.at } as const;
  const failure = await ledger.record(key, resumed);
  if (failure !== undefined) onLedgerFailure(failure);
  return resumed;
}

function savedFailure(entry: EntryIn<'failed'>, taskId: string): TaskFailedError {
  const { message: apiMessage, reason } = entry;
  const facts = { status: 'failed', reason: failureReason(reason), isRepeated: true } as const;
  return new TaskFailedError({ ...facts, taskId, apiMessage });
}

function savedRefusal({ message: apiMessage, reason }: EntryIn<'failed'>): RefusedError {
  return new RefusedError({ apiMessage, reason: failureReason(reason), isRepeated: true });
}

function failureReason(reason: string): FailureReason {
  return reason === 'content-policy' || reason === 'input-fetch' ? reason : 'other';
}
