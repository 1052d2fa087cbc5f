import type { Backend } from '../backend.ts';
import {
  type CallbackDelivery,
  type Failure,
  failureAt,
  progressPercentAt,
  statusAt,
  type TaskRecord,
  type TaskStatus,
} from './task.ts';

/** A task as the sandbox shows it to tests and on its own page. */
export interface SandboxTask {
  readonly id: string;
  readonly status: TaskStatus;
  /** The body of the submission, as it was sent. */
  readonly request: unknown;
  readonly progressPercent: number;
  /** What was debited when the task was made. */
  readonly credits: number;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601; null until the task has ended. */
  readonly finishedAt: string | null;
  /** A fresh signed link; null unless the task has succeeded. */
  readonly videoUrl: string | null;
  readonly failure: Failure | null;
  /** The callbacks that were sent, also those that failed. */
  readonly callbacks: readonly CallbackDelivery[];
}

export function viewTask(backend: Backend, task: TaskRecord): SandboxTask {
  const nowMilliseconds = backend.clock.now();
  const status = statusAt(task, nowMilliseconds);
  const hasEnded = nowMilliseconds >= task.endMilliseconds;
  return {
    id: task.id,
    status,
    request: task.sent,
    progressPercent: progressPercentAt(task, nowMilliseconds),
    credits: task.credits,
    createdAt: new Date(task.createdMilliseconds).toISOString(),
    finishedAt: hasEnded ? new Date(task.endMilliseconds).toISOString() : null,
    videoUrl: status === 'succeeded' ? backend.links.write(task) : null,
    failure: failureAt(task, nowMilliseconds),
    callbacks: [...task.deliveries],
  };
}
