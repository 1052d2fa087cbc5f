import { TaskNotFoundError } from '../errors/after-submission.ts';
import { redact } from '../errors/redaction.ts';
import {
  InsufficientCreditsError,
  RateLimitedError,
  RefusedError,
  UnauthorizedError,
  UnavailableError,
} from '../errors/response-errors.ts';
import type { VideoApiError } from '../errors/video-api-error.ts';
import { parseRetryAfter } from '../instant.ts';
import type { HttpResponse } from '../ports.ts';
import type { ApiFailure } from '../task/failure.ts';
import { classifyFailure } from './failure-class.ts';

/** What is known of the request that was refused. */
export interface FailedResponse {
  readonly response: HttpResponse;
  readonly failure: ApiFailure | undefined;
  /** Milliseconds since 1970, to read a Retry-After date by. */
  readonly now: number;
  /** The task that was asked for; none for a submission. */
  readonly taskId?: string | undefined;
  readonly neededCredits?: number | undefined;
}

/** Turns an response that says no into the error that says why, and what to do. */
export function responseError(request: FailedResponse): VideoApiError {
  const { response, failure, neededCredits, now, taskId } = request;
  const facts = {
    httpStatus: response.status,
    apiCode: failure?.code,
    apiMessage: failure?.message === undefined ? undefined : redact(failure.message),
    taskId,
  };
  const failureClass = classifyFailure(response.status, failure);
  switch (failureClass) {
    case 'auth':
      return new UnauthorizedError(facts);
    case 'credits':
      return new InsufficientCreditsError({ ...facts, neededCredits });
    case 'rate':
      return new RateLimitedError({
        ...facts,
        retryAfterMilliseconds: parseRetryAfter(response.headers['retry-after'], now),
      });
    case 'server':
      return new UnavailableError(facts);
    case 'unknown-task':
      if (taskId !== undefined) return new TaskNotFoundError({ taskId });
      return new RefusedError({ ...facts, reason: 'other' });
    case 'validation':
    case 'content-policy':
    case 'input-fetch':
      return new RefusedError({ ...facts, reason: failureClass });
  }
}
