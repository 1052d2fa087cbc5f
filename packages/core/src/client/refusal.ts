import { TaskNotFoundError } from '../errors/after-submission.ts';
import {
  InsufficientCreditsError,
  RateLimitedError,
  RefusedError,
  UnauthorizedError,
  UnavailableError,
} from '../errors/answer.ts';
import type { VideoApiError } from '../errors/video-api-error.ts';
import { parseRetryAfter } from '../instant.ts';
import type { Answer } from '../ports.ts';
import { redact } from '../redaction.ts';
import type { ApiFault } from '../task/fault.ts';
import { classifyFailure } from './failure-class.ts';

/** What is known of the exchange that was refused. */
export interface RefusedExchange {
  readonly answer: Answer;
  readonly fault: ApiFault | undefined;
  /** Milliseconds since 1970, to read a Retry-After date by. */
  readonly now: number;
  /** The task that was asked for; none for a submission. */
  readonly taskId?: string | undefined;
  readonly neededCredits?: number | undefined;
}

/** Turns an answer that says no into the error that says why, and what to do. */
export function refusal(exchange: RefusedExchange): VideoApiError {
  const { answer, fault, neededCredits, now, taskId } = exchange;
  const facts = {
    httpStatus: answer.status,
    apiCode: fault?.code,
    apiMessage: fault?.message === undefined ? undefined : redact(fault.message),
    taskId,
  };
  const failure = classifyFailure(answer.status, fault);
  switch (failure) {
    case 'auth':
      return new UnauthorizedError(facts);
    case 'credits':
      return new InsufficientCreditsError({ ...facts, neededCredits });
    case 'rate':
      return new RateLimitedError({
        ...facts,
        retryAfterMilliseconds: parseRetryAfter(answer.headers['retry-after'], now),
      });
    case 'server':
      return new UnavailableError(facts);
    case 'unknown-task':
      if (taskId !== undefined) return new TaskNotFoundError({ taskId });
      return new RefusedError({ ...facts, reason: 'other' });
    case 'validation':
    case 'content-policy':
    case 'input-fetch':
      return new RefusedError({ ...facts, reason: failure });
  }
}
