import { TaskNotFoundError } from '../errors/after-submission.ts';
import {
  InsufficientCreditsError,
  RateLimitedError,
  RefusedError,
  UnauthorizedError,
  UnavailableError,
  UnexpectedResponseError,
} from '../errors/response-errors.ts';
import type { VideoApiError } from '../errors/video-api-error.ts';
import { excerptOf } from '../task/excerpt.ts';
import { isSuccess, type ResponseFacts } from './response-facts.ts';

/** What the request was about. */
export interface RequestContext {
  /** The task that was asked for; none for a submission. */
  readonly taskId?: string | undefined;
  readonly neededCredits?: number | undefined;
}

/** Turns a response that does not give what was asked for into the error that explains why. */
export function responseError(facts: ResponseFacts, context: RequestContext): VideoApiError {
  return facts.speaker === 'edge' ? edgeError(facts, context) : apiError(facts, context);
}

function edgeError(facts: ResponseFacts, { taskId }: RequestContext): VideoApiError {
  const { body, status, statusGroup } = facts;
  const about = { httpStatus: status, taskId };
  switch (statusGroup) {
    case '3xx':
    case '4xx':
    case '401':
    case '404':
      return new RefusedError({ ...about, reason: 'other', edge: describeBody(status, body) });
    case '429':
      return rateLimitedError(facts, about);
    case '2xx':
      return unexpectedResponse(facts, taskId);
    case 'unclear':
    case '503':
    case '5xx':
      return new UnavailableError(about);
  }
}

function apiError(facts: ResponseFacts, context: RequestContext): VideoApiError {
  const { body, failure, failureClass, status, statusGroup } = facts;
  const { neededCredits, taskId } = context;
  const about = {
    httpStatus: status,
    apiCode: failure?.code,
    apiMessage:
      failure?.message ?? (hasWords.test(body.slice(0, 4096)) ? excerptOf(body) : undefined),
    taskId,
  };
  if (isSuccess(status) && failure?.code === undefined && failureClass !== 'credits') {
    return unexpectedResponse(facts, taskId);
  }
  switch (failureClass) {
    case 'auth':
      return new UnauthorizedError(about);
    case 'credits':
      return new InsufficientCreditsError({ ...about, neededCredits });
    case 'rate':
      return rateLimitedError(facts, about);
    case 'server':
      return statusGroup === '503' ? rateLimitedError(facts, about) : new UnavailableError(about);
    case 'unknown-task':
      if (taskId !== undefined) return new TaskNotFoundError({ taskId });
      return new RefusedError({ ...about, reason: 'other' });
    case 'validation':
    case 'content-policy':
    case 'input-fetch':
    case 'other':
      return new RefusedError({ ...about, reason: failureClass });
  }
}

/** A value of three letters or more: a body with none has nothing for a person to read. */
const hasWords = /:\s?"[^"]{3,}"/;

function rateLimitedError(
  { retryAfterMilliseconds }: ResponseFacts,
  about: { readonly httpStatus: number; readonly taskId: string | undefined },
): RateLimitedError {
  return new RateLimitedError({ ...about, retryAfterMilliseconds });
}

function unexpectedResponse({ body }: ResponseFacts, taskId: string | undefined) {
  const what =
    taskId === undefined
      ? 'The response of the API could not be understood.'
      : `The response about task ${taskId} could not be understood.`;
  return new UnexpectedResponseError({ what, excerpt: body, taskId });
}

/** What came in place of a response of the API. */
export function describeBody(status: number, body: string): string {
  const start = body.slice(0, 200).trim().toLowerCase();
  if (status >= 300 && status < 400) return 'a redirect';
  if (start === '') return 'an empty body';
  if (start.startsWith('<')) return 'an HTML page';
  return /^[[{]/.test(start) ? 'JSON of another kind' : 'plain text';
}
