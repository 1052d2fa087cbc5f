import { adviceByReason, type FailureReason } from './failure-reason.ts';
import { asSentence, sentences } from './sentences.ts';
import { VideoApiError } from './video-api-error.ts';

/** No complete response came back. */
export class TransportError extends VideoApiError {
  /** False only where it is certain that the API never saw the request. */
  readonly mayHaveArrived: boolean;

  constructor(facts: {
    what: string;
    mayHaveArrived: boolean;
    taskId?: string | undefined;
    cause?: unknown;
  }) {
    super('transport', facts.what, {
      ...aboutTask(facts.taskId),
      retryable: true,
      cause: facts.cause,
    });
    this.mayHaveArrived = facts.mayHaveArrived;
  }
}

function aboutTask(taskId: string | undefined) {
  return { taskId, mayHaveBeenCharged: taskId !== undefined };
}

/** What an answer told; a task id means that the task was submitted before, and may be charged. */
interface AnswerFacts {
  readonly httpStatus: number;
  readonly apiCode?: string | undefined;
  /** The API's own words, already cleaned of secrets. */
  readonly apiMessage?: string | undefined;
  readonly taskId?: string | undefined;
}

/** The API understood and said no. No task was made. */
export class RefusedError extends VideoApiError {
  readonly httpStatus: number;
  readonly apiCode: string | undefined;
  readonly reason: FailureReason;

  constructor(facts: AnswerFacts & { reason: FailureReason }) {
    const { httpStatus, apiCode, apiMessage, reason, taskId } = facts;
    super(
      'refused',
      sentences(
        `The API refused the request (HTTP ${httpStatus}${apiCode === undefined ? '' : `, code ${apiCode}`})${apiMessage === undefined ? '.' : `: ${asSentence(apiMessage)}`}`,
        adviceByReason[reason],
      ),
      aboutTask(taskId),
    );
    this.httpStatus = httpStatus;
    this.apiCode = apiCode;
    this.reason = reason;
  }
}

/** The API key was refused. */
export class UnauthorizedError extends VideoApiError {
  readonly httpStatus: number;

  constructor(facts: AnswerFacts) {
    super(
      'unauthorized',
      `The API refused the key (HTTP ${facts.httpStatus}${facts.apiMessage === undefined ? '' : `, "${facts.apiMessage}"`}). Check that the API in One key is complete, starts with aio_ and has not been revoked.`,
      aboutTask(facts.taskId),
    );
    this.httpStatus = facts.httpStatus;
  }
}

/** The account holds too few credits. */
export class InsufficientCreditsError extends VideoApiError {
  readonly neededCredits: number | undefined;

  constructor(facts: AnswerFacts & { neededCredits?: number | undefined }) {
    const { apiMessage, neededCredits } = facts;
    super(
      'insufficient-credits',
      sentences(
        `The account has too few credits${neededCredits === undefined ? '' : ` for this video (${neededCredits} needed)`}${apiMessage === undefined ? '.' : `: ${asSentence(apiMessage)}`}`,
        'Top up the account and run again.',
      ),
      aboutTask(facts.taskId),
    );
    this.neededCredits = neededCredits;
  }
}

/** The API asks for fewer requests. No task was made. */
export class RateLimitedError extends VideoApiError {
  readonly retryAfterMilliseconds: number | undefined;

  constructor(facts: AnswerFacts & { retryAfterMilliseconds?: number | undefined }) {
    const { retryAfterMilliseconds, taskId } = facts;
    super(
      'rate-limited',
      `The API asks for fewer requests (HTTP ${facts.httpStatus}). Try again ${retryAfterMilliseconds === undefined ? 'a little later' : `in ${Math.ceil(retryAfterMilliseconds / 1000)} s`}, with a lower concurrency.`,
      { ...aboutTask(taskId), retryable: true },
    );
    this.retryAfterMilliseconds = retryAfterMilliseconds;
  }
}

/** The API, or the edge before it, is in trouble: a 5xx, an HTML page, a broken body. */
export class UnavailableError extends VideoApiError {
  readonly httpStatus: number;

  constructor(facts: AnswerFacts) {
    super(
      'unavailable',
      `The API could not response (HTTP ${facts.httpStatus})${facts.apiMessage === undefined ? '.' : `: ${asSentence(facts.apiMessage)}`} Try again later.`,
      { ...aboutTask(facts.taskId), retryable: true },
    );
    this.httpStatus = facts.httpStatus;
  }
}

/** An response that says neither yes nor no in any way known. */
export class UnexpectedResponseError extends VideoApiError {
  /** The beginning of the response, without secrets and without the queries of URLs. */
  readonly excerpt: string;

  constructor(facts: { what: string; excerpt: string; taskId?: string | undefined }) {
    super('unexpected-response', `${facts.what} It answered: ${facts.excerpt || '(nothing)'}`, {
      ...aboutTask(facts.taskId),
      retryable: true,
    });
    this.excerpt = facts.excerpt;
  }
}
