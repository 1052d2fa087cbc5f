/**
 * Requests, prices, submissions and waits, without I/O of its own.
 *
 * @module core
 */

export { type Client, createClient, type WaitOptions } from './client/client.ts';
export { type ClientState, createClientState } from './client/client-state.ts';
export type { PollEvent } from './client/poll-tracker.ts';
export type { ReadTask } from './client/read.ts';
export type { SubmitOptions, SubmittedTask } from './client/submit.ts';
export { redact } from './errors/redaction.ts';
export { type RequestIssue, requestIssue } from './errors/request-issue.ts';
export {
  AbortedError,
  AmbiguousSubmissionError,
  BudgetExceededError,
  DeadlineExceededError,
  DownloadError,
  type DownloadFailureReason,
  type ErrorCode,
  type FailureReason,
  InsufficientCreditsError,
  InvalidRequestError,
  isError,
  LedgerError,
  RateLimitedError,
  RefusedError,
  TaskFailedError,
  TaskNotFoundError,
  TransportError,
  UnauthorizedError,
  UnavailableError,
  UnexpectedResponseError,
  VideoApiError,
} from './errors.ts';
export {
  type Adoption,
  adoptTask,
  overruleUnknown,
  type ProposedTask,
} from './memory/adopt-task.ts';
export {
  type EntryIn,
  failedTaskId,
  type LedgerEntry,
  ledgerEntrySchema,
} from './memory/ledger-entry.ts';
export { mayReplace } from './memory/may-replace.ts';
export { createMemoryLedger } from './memory/memory-ledger.ts';
export type { Origin } from './memory/pay-once.ts';
export type { SpendingLimit } from './memory/spending-limits.ts';
export { isLoopback, type ParsedBaseUrl, parseBaseUrl } from './network/base-url.ts';
export { readBoundedBody } from './network/bounded-body.ts';
export type { DownloadProgress, FailDownload } from './network/download/download-settings.ts';
export type { MediaResponse, OpenMedia } from './network/download/media-response.ts';
export type { IncomingVideo, StoreVideo } from './network/download/receive-once.ts';
export { type ReceiveOptions, receiveVideo } from './network/download/receive-video.ts';
export { transportFailure } from './network/transport-failure.ts';
export { createTimings, type Expectation, type Timings } from './polling/expectation.ts';
export { createPollSchedule, type PollSchedule } from './polling/poll-schedule.ts';
export type {
  Clock,
  HttpRequest,
  HttpResponse,
  Ledger,
  Random,
  Spending,
  Transport,
} from './ports.ts';
export { approximateUsd, type Estimate, estimateCredits } from './pricing/estimate.ts';
export { creditsPerSecond, defaultUsdPerCredit, ratesReadOn } from './pricing/rates.ts';
export {
  type RenderAllOptions,
  type RenderEvent,
  type RenderResult,
  renderAll,
} from './render/render-all.ts';
export type { RenderedVideo, RenderStep } from './render/render-one.ts';
export { fingerprint } from './request/fingerprint.ts';
export { parseLooseVideoRequest } from './request/parse-loose-video-request.ts';
export { type ParsedRequest, parseVideoRequest } from './request/parse-video-request.ts';
export { isBlank } from './request/read-fields.ts';
export type {
  EntryRules,
  RequestField,
  RequestFields,
  VideoField,
} from './request/request-field.ts';
export { suggestName } from './request/suggest-name.ts';
export { type VideoFieldName, type VideoRequest, videoFields } from './request/video-fields.ts';
export { type WireBody, type WireName, wireBody } from './request/wire-body.ts';
export { taskFailure } from './response/task-failure.ts';
export { type NamedTask, parseCallback } from './task/callback.ts';
export { type EchoVerdict, echoAgrees } from './task/echo.ts';
export type { ApiFailure } from './task/failure.ts';
export { isFinal, type TaskStatus } from './task/status.ts';
export { parseSubmission, type Submission } from './task/submission.ts';
export { parseTask, type SucceededTask, type Task } from './task/task.ts';
