import type {
  AbortedError,
  AmbiguousSubmissionError,
  DeadlineExceededError,
  DownloadError,
  TaskFailedError,
  TaskNotFoundError,
} from './after-submission.ts';
import type { BudgetExceededError, InvalidRequestError, LedgerError } from './before-submission.ts';
import type {
  InsufficientCreditsError,
  RateLimitedError,
  RefusedError,
  TransportError,
  UnauthorizedError,
  UnavailableError,
  UnexpectedResponseError,
} from './response-errors.ts';
import { type ErrorCode, VideoApiError } from './video-api-error.ts';

/** The class of each code. */
export interface ErrorByCode {
  'invalid-request': InvalidRequestError;
  'budget-exceeded': BudgetExceededError;
  transport: TransportError;
  refused: RefusedError;
  unauthorized: UnauthorizedError;
  'insufficient-credits': InsufficientCreditsError;
  'rate-limited': RateLimitedError;
  unavailable: UnavailableError;
  'unexpected-response': UnexpectedResponseError;
  'ambiguous-submission': AmbiguousSubmissionError;
  'task-not-found': TaskNotFoundError;
  'task-failed': TaskFailedError;
  'deadline-exceeded': DeadlineExceededError;
  aborted: AbortedError;
  ledger: LedgerError;
  download: DownloadError;
}

/**
 * Whether something thrown is the error with this code. Unlike `instanceof` it also recognises
 * errors from another copy of this package.
 */
export function isError<Code extends ErrorCode>(
  error: unknown,
  code: Code,
): error is ErrorByCode[Code] {
  return VideoApiError.isInstance(error) && error.code === code;
}
