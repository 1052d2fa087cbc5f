import type { ApiFailure } from './failure.ts';
import { member } from './json.ts';
import type { TaskStatus } from './status.ts';
import { findTaskId, parseTask } from './task.ts';

/** What the API answers to a submission. */
export interface Submission {
  /** The new task; undefined when the response names none, so that nobody knows whether there is one. */
  readonly id: string | undefined;
  readonly status: TaskStatus;
  readonly statusWord: string | undefined;
  readonly createdAt: number | undefined;
  readonly failure: ApiFailure | undefined;
  /** The whole response. */
  readonly raw: unknown;
}

/**
 * Reads what the API answers to a submission, in any envelope of contract.md §4. Takes parsed JSON
 * or its text. Never throws: an unknown shape is a submission without id.
 */
export function parseSubmission(response: unknown): Submission {
  const { createdAt, failure, id, raw, status, statusWord } = parseTask(response);
  const isComplaint = failure !== undefined && (failure.code !== undefined || hasError(raw));
  return {
    id: isComplaint ? findNamedTaskId(raw) : id,
    status,
    statusWord,
    createdAt,
    failure,
    raw,
  };
}

/**
 * Finds the id of a task where nothing else can be meant: a top-level `id` beside an error is that
 * of the request, for support to find it.
 */
export function findNamedTaskId(raw: unknown): string | undefined {
  return findTaskId({
    data: member(raw, 'data'),
    task_id: member(raw, 'task_id'),
    taskId: member(raw, 'taskId'),
  });
}

function hasError(raw: unknown): boolean {
  return Boolean(member(raw, 'error'));
}
