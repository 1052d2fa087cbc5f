import { type ApiFailure, parseCertainFailure } from './failure.ts';
import { findNamedTaskId } from './find-task-id.ts';
import type { TaskStatus } from './status.ts';
import { parseTask } from './task.ts';

/** A response to a submission. */
export interface Submission {
  /** The new task; undefined when the response names none, so nobody knows whether there is one. */
  readonly id: string | undefined;
  readonly status: TaskStatus;
  readonly statusWord: string | undefined;
  readonly createdAt: number | undefined;
  readonly failure: ApiFailure | undefined;
  /** The whole response. */
  readonly raw: unknown;
}

/**
 * Reads a response to a submission, in any envelope of contract.md §4. Takes parsed JSON or its
 * text. Never throws: an unknown shape is a submission without id.
 */
export function parseSubmission(response: unknown): Submission {
  const { createdAt, failure, id, raw, status, statusWord } = parseTask(response);
  const isFailure = parseCertainFailure(raw) !== undefined;
  return {
    id: isFailure ? findNamedTaskId(raw) : id,
    status,
    statusWord,
    createdAt,
    failure,
    raw,
  };
}
