/** The whole failure vocabulary, by the moment at which it can happen. */

export {
  AbortedError,
  AmbiguousSubmissionError,
  DeadlineExceededError,
  DownloadError,
  type DownloadFailureReason,
  TaskFailedError,
  TaskNotFoundError,
} from './errors/after-submission.ts';
export {
  BudgetExceededError,
  InvalidRequestError,
  LedgerError,
} from './errors/before-submission.ts';
export type { FailureReason } from './errors/failure-reason.ts';
export { isError } from './errors/is-error.ts';
export {
  InsufficientCreditsError,
  RateLimitedError,
  RefusedError,
  TransportError,
  UnauthorizedError,
  UnavailableError,
  UnexpectedResponseError,
} from './errors/response-errors.ts';
export { type ErrorCode, VideoApiError } from './errors/video-api-error.ts';
