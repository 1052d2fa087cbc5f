import type { Client } from '../client/client.ts';
import { runWithin } from '../client/run-within.ts';
import { TaskFailedError } from '../errors/after-submission.ts';
import type { FailureReason } from '../errors/failure-reason.ts';
import { isError } from '../errors/is-error.ts';
import { RefusedError, TransportError } from '../errors/response-errors.ts';
import { taskFailure } from '../response/task-failure.ts';
import type { Task } from '../task/task.ts';
import { type EntryIn, failedTaskId } from './ledger-entry.ts';
import type { PayOnceOptions } from './pay-once.ts';

interface ReadOptions extends Pick<PayOnceOptions, 'clock' | 'deadline' | 'signal'> {
  readonly client: Pick<Client, 'read'>;
}

/**
 * Looks again before a video is paid for over an entry that failed: its task is read once, because
 * some APIs call a task failed and deliver it later.
 *
 * @returns the entry to resume when the task did not fail after all; undefined when the video may
 * be submitted again. The ledger needs no note of it: it names the task already.
 * @throws {TaskFailedError | RefusedError} when the same content would fail again.
 * @throws {TransportError | UnauthorizedError} when the task cannot be read: nothing is paid then.
 */
export async function confirmFailure(
  entry: EntryIn<'failed'>,
  options: ReadOptions,
): Promise<EntryIn<'submitted'> | undefined> {
  const { isFinal, message: apiMessage, reason: savedReason, taskId, ...submission } = entry;
  const failedId = failedTaskId(entry);
  if (failedId !== undefined) {
    const task = await readAgain(failedId, options);
    if (task !== undefined && taskFailure(task, failedId) === undefined) {
      // The attempt that made no task cost nothing; the earlier one cost its estimate.
      const credits = taskId === undefined ? undefined : submission.credits;
      const paid = { ...submission, credits, taskId: failedId, submittedAt: entry.at };
      return { ...paid, state: 'submitted' };
    }
  }
  if (!isFinal) return undefined;
  const facts = { apiMessage, reason: failureReason(savedReason), isRepeated: true };
  if (taskId === undefined) throw new RefusedError(facts);
  throw new TaskFailedError({ ...facts, taskId, status: 'failed' });
}

/** Reads a task that failed; undefined when the API does not know it any more. */
async function readAgain(
  taskId: string,
  { client, clock, deadline, signal }: ReadOptions,
): Promise<Task | undefined> {
  const milliseconds = Math.max(0, deadline - clock.now());
  const read = (stop: AbortSignal) => client.read(taskId, { signal: stop });
  try {
    return await runWithin(clock, read, { milliseconds, signal }, late);
  } catch (cause) {
    if (isError(cause, 'task-not-found')) return undefined;
    if (isError(cause, 'unauthorized') || signal?.aborted === true) throw cause;
    const text = cause instanceof Error ? cause.message : String(cause);
    const what = `Task ${taskId} failed in an earlier try, and could not be read again before its video is paid again. Nothing was submitted. ${text}`;
    throw new TransportError({ what, mayHaveArrived: false, taskId, cause });
  }
}

function late(): Error {
  return new Error('The API did not respond in time.');
}

function failureReason(reason: string): FailureReason {
  return reason === 'content-policy' || reason === 'input-fetch' ? reason : 'other';
}
