/**
 * Every code an error of this package can bear. Hosts map them with a Record over all codes, so a
 * new kind of failure does not compile until each host says what it means there.
 */
export type ErrorCode =
  | 'invalid-request'
  | 'budget-exceeded'
  | 'transport'
  | 'refused'
  | 'unauthorized'
  | 'insufficient-credits'
  | 'rate-limited'
  | 'unavailable'
  | 'unexpected-response'
  | 'ambiguous-submission'
  | 'task-not-found'
  | 'task-failed'
  | 'deadline-exceeded'
  | 'aborted'
  | 'ledger'
  | 'download';

/** What every error can tell besides its message. */
export interface ErrorFacts {
  /** The task concerned, when one is known. Reading or waiting for it costs nothing. */
  readonly taskId?: string | undefined;
  /** Whether credits may have been spent. @default false */
  readonly mayHaveBeenCharged?: boolean | undefined;
  /** Whether the same call may succeed later, unchanged, without paying twice. @default false */
  readonly retryable?: boolean | undefined;
  readonly cause?: unknown;
}

/** The base of all errors thrown on purpose; tell them apart by `code`. */
export class VideoApiError extends Error {
  readonly code: ErrorCode;
  readonly taskId: string | undefined;
  readonly mayHaveBeenCharged: boolean;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = new.target.name;
    this.code = code;
    this.taskId = facts.taskId;
    this.mayHaveBeenCharged = facts.mayHaveBeenCharged ?? false;
    this.retryable = facts.retryable ?? false;
  }
}
