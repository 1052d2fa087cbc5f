import { redact } from './redaction.ts';

/**
 * Every code an error of this package can have. Hosts map them with a Record over all codes, so a
 * new kind of failure does not compile until each host explains what it means there.
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

/** What every error can report besides its message. */
export interface ErrorFacts {
  /** The task concerned, when one is known. Reading or waiting for it costs nothing. */
  readonly taskId?: string | undefined;
  /** Whether credits may have been spent. @default false */
  readonly mayHaveBeenCharged?: boolean | undefined;
  /** Whether the same call may succeed later, unchanged, without paying twice. @default false */
  readonly retryable?: boolean | undefined;
  readonly cause?: unknown;
}

/** The same in every copy of this package: both nodes of the n8n package bundle their own. */
const marker = Symbol.for('@kling-automation/core/error');

/** No message is longer, in characters: ours are not, but the API's words may be in one. */
const maxMessageCharacters = 4000;

/**
 * The base of all errors thrown on purpose. Use `isError` to distinguish them by code. Whatever text
 * a message is made of, it has no key and no query of a URL.
 */
export class VideoApiError extends Error {
  readonly [marker] = true;
  readonly code: ErrorCode;
  readonly taskId: string | undefined;
  readonly mayHaveBeenCharged: boolean;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(
      redact(message, maxMessageCharacters),
      facts.cause === undefined ? undefined : { cause: facts.cause },
    );
    this.name = new.target.name;
    this.code = code;
    this.taskId = facts.taskId;
    this.mayHaveBeenCharged = facts.mayHaveBeenCharged ?? false;
    this.retryable = facts.retryable ?? false;
  }

  /** Whether this is an error of this package, also of another copy of it. */
  static isInstance(value: unknown): value is VideoApiError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}
