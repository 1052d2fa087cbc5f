/** The whole failure vocabulary, by the moment at which it can happen. */

export {
  AbortedError,
  AmbiguousSubmissionError,
  DeadlineExceededError,
  DownloadError,
  type DownloadFault,
  TaskFailedError,
  TaskNotFoundError,
} from './errors/after-submission.ts';
export {
  InsufficientCreditsError,
  RateLimitedError,
  RefusedError,
  TransportError,
  UnauthorizedError,
  UnavailableError,
  UnexpectedAnswerError,
} from './errors/answer.ts';
export {
  BudgetExceededError,
  InvalidRequestError,
  LedgerError,
} from './errors/before-submission.ts';
export type { RefusalReason } from './errors/refusal-reason.ts';
export { type ErrorCode, VideoApiError } from './errors/video-api-error.ts';
