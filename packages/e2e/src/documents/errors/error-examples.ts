import {
  AbortedError,
  AmbiguousSubmissionError,
  BudgetExceededError,
  DeadlineExceededError,
  DownloadError,
  type ErrorCode,
  InsufficientCreditsError,
  InvalidRequestError,
  LedgerError,
  parseVideoRequest,
  RateLimitedError,
  RefusedError,
  TaskFailedError,
  TaskNotFoundError,
  TransportError,
  UnauthorizedError,
  UnavailableError,
  UnexpectedResponseError,
  type VideoApiError,
} from '@kling-automation/core';

const taskId = 'n41k3x9_kling3';

/** Errors as a program gets them: one for each code, and a second one where money differs. */
export const errorExamples: Record<ErrorCode, readonly VideoApiError[]> = {
  'invalid-request': [invalidRequest()],
  'budget-exceeded': [
    new BudgetExceededError({ neededCredits: 432, maxCredits: 300, videos: 1 }),
    new BudgetExceededError({
      neededCredits: 300,
      maxCredits: 700,
      videos: 1,
      spentCredits: 600,
      failedCredits: 300,
    }),
  ],
  unauthorized: [new UnauthorizedError({ httpStatus: 401, apiMessage: 'Invalid API key' })],
  'insufficient-credits': [
    new InsufficientCreditsError({
      httpStatus: 402,
      apiMessage: 'No available credits',
      neededCredits: 300,
    }),
  ],
  'rate-limited': [new RateLimitedError({ httpStatus: 429, retryAfterMilliseconds: 20_000 })],
  refused: [
    new RefusedError({
      httpStatus: 400,
      apiCode: '1301',
      apiMessage: 'Sensitive prompt',
      reason: 'content-policy',
    }),
    new RefusedError({ httpStatus: 403, edge: 'an HTML page', reason: 'other' }),
  ],
  transport: [
    new TransportError({
      what: 'Could not reach https://apiin.one (connection refused). Check the base URL, and that the network or proxy lets you reach it.',
      mayHaveArrived: false,
    }),
  ],
  unavailable: [new UnavailableError({ httpStatus: 502, taskId })],
  'unexpected-response': [
    new UnexpectedResponseError({
      what: `Task ${taskId} succeeded, but the API gives no link to a video. The task is paid: read it again later, or look for the video in the API in One dashboard.`,
      excerpt: '{"code":200,"data":{"status":"SUCCESS","response":[]}}',
      taskId,
    }),
  ],
  'ambiguous-submission': [
    new AmbiguousSubmissionError({
      what: 'the request was sent, but no response arrived (connection reset)',
    }),
  ],
  'task-not-found': [
    new TaskNotFoundError({ taskId }),
    new TaskNotFoundError({ taskId, isRemembered: true }),
  ],
  'task-failed': [
    new TaskFailedError({
      taskId,
      status: 'failed',
      reason: 'input-fetch',
      apiMessage: 'Image could not be loaded',
    }),
  ],
  'deadline-exceeded': [
    new DeadlineExceededError({ taskId, lastStatus: 'IN_PROGRESS', waitedMilliseconds: 1_800_000 }),
    new DeadlineExceededError({ taskId: undefined, waitedMilliseconds: 1_800_000 }),
  ],
  aborted: [new AbortedError({ taskId, cause: undefined })],
  download: [
    new DownloadError({
      reason: 'interrupted',
      what: `The download broke off. The video of task ${taskId} is already paid: read task ${taskId} for a fresh link and download that, instead of submitting again.`,
      taskId,
    }),
  ],
  ledger: [
    new LedgerError({
      what: 'The ledger could not be read (disk full). Nothing was submitted.',
      cause: undefined,
    }),
  ],
};

function invalidRequest(): VideoApiError {
  try {
    parseVideoRequest({ prompt: '', duration: 20 });
  } catch (error) {
    if (error instanceof InvalidRequestError) return error;
    throw error;
  }
  throw new Error('An empty prompt is valid.');
}
