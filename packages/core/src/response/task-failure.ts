import { TaskFailedError } from '../errors/after-submission.ts';
import type { FailureReason } from '../errors/failure-reason.ts';
import type { Task } from '../task/task.ts';
import { classifyFailedTask } from './failure-class.ts';

/** Turns a task that ended without a video into its error; undefined for any other task. */
export function taskFailure(
  { credits, failure, status }: Pick<Task, 'credits' | 'failure' | 'status'>,
  taskId: string,
): TaskFailedError | undefined {
  if (status !== 'failed' && status !== 'cancelled') return undefined;
  const reason = classifyFailedTask(failure);
  const { code: apiCode, message: apiMessage } = failure ?? {};
  return new TaskFailedError({ taskId, status, reason, apiCode, apiMessage, credits });
}

/**
 * Whether the same content would fail for the same reason again, so submitting it again would
 * only cost credits again.
 */
export function isFinalReason(reason: FailureReason): boolean {
  return reason === 'content-policy' || reason === 'input-fetch';
}
