import { adviceByReason, type FailureReason } from './failure-reason.ts';
import { redact } from './redaction.ts';
import { asSentence, sentences } from './sentences.ts';
import { VideoApiError } from './video-api-error.ts';

/** No complete response came back. A task id means that the task was submitted before. */
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

/** What a response reported; a task id means that the task was submitted before, and may be charged. */
interface ResponseErrorFacts {
  readonly httpStatus: number;
  readonly apiCode?: string | undefined;
  /** The API's own words; shown without secrets, 300 characters at most. */
  readonly apiMessage?: string | undefined;
  readonly taskId?: string | undefined;
}

/** The API, or something in front of it, refused the request. No task was made. */
export class RefusedError extends VideoApiError {
  /** Undefined when an earlier run was refused, and nothing was sent now. */
  readonly httpStatus: number | undefined;
  readonly apiCode: string | undefined;
  /** The API's own words, without secrets. */
  readonly apiMessage: string | undefined;
  readonly reason: FailureReason;

  constructor(
    facts: Omit<ResponseErrorFacts, 'httpStatus'> & {
      readonly httpStatus?: number | undefined;
      readonly reason: FailureReason;
      /** Set where the response is not the API's: what came instead, as `an HTML page`. */
      readonly edge?: string | undefined;
      /** Whether an earlier run was refused, and nothing was sent now. @default false */
      readonly isRepeated?: boolean | undefined;
    },
  ) {
    super('refused', describeRejection(facts), aboutTask(facts.taskId));
    this.httpStatus = facts.httpStatus;
    this.apiCode = facts.apiCode;
    this.apiMessage = facts.apiMessage === undefined ? undefined : redact(facts.apiMessage);
    this.reason = facts.reason;
  }
}

function describeRejection(facts: ConstructorParameters<typeof RefusedError>[0]): string {
  const { apiCode, edge, httpStatus, isRepeated = false, reason } = facts;
  if (edge !== undefined) {
    return `The request did not reach the API: HTTP ${httpStatus} with ${edge} came back, which is not a response of the API. Check the base URL, and any proxy or firewall in between.`;
  }
  const status = httpStatus === undefined ? '' : `HTTP ${httpStatus}`;
  const code = apiCode === undefined ? '' : `code ${redact(apiCode, 60)}`;
  const facets = [status, code].filter((facet) => facet !== '').join(', ');
  return sentences(
    `The API refused the request${facets === '' ? '' : ` (${facets})`}${isRepeated ? ' in an earlier try' : ''}${withWords(facts)}`,
    adviceByReason[reason],
    isRepeated ? 'It was not sent again. To insist, change the edition of the video.' : '',
  );
}

/** `.`, or `: ` and the API's words as a sentence. */
function withWords({ apiMessage }: { readonly apiMessage?: string | undefined }): string {
  return apiMessage === undefined ? '.' : `: ${asSentence(redact(apiMessage))}`;
}

/** The API key was refused. */
export class UnauthorizedError extends VideoApiError {
  readonly httpStatus: number;

  constructor(facts: ResponseErrorFacts) {
    const { apiMessage, httpStatus, taskId } = facts;
    super(
      'unauthorized',
      `The API refused the key (HTTP ${httpStatus}${apiMessage === undefined ? '' : `, "${redact(apiMessage)}"`}). Check that the API in One key is complete, starts with aio_ and has not been revoked.`,
      aboutTask(taskId),
    );
    this.httpStatus = httpStatus;
  }
}

/** The account has too few credits. */
export class InsufficientCreditsError extends VideoApiError {
  readonly neededCredits: number | undefined;

  constructor(facts: ResponseErrorFacts & { neededCredits?: number | undefined }) {
    const { neededCredits, taskId } = facts;
    super(
      'insufficient-credits',
      sentences(
        `The account has too few credits${neededCredits === undefined ? '' : ` for this video (${neededCredits} needed)`}${withWords(facts)}`,
        'Top up the account and run again.',
      ),
      aboutTask(taskId),
    );
    this.neededCredits = neededCredits;
  }
}

/** The API asks for fewer requests. No task was made. */
export class RateLimitedError extends VideoApiError {
  readonly retryAfterMilliseconds: number | undefined;

  constructor(facts: ResponseErrorFacts & { retryAfterMilliseconds?: number | undefined }) {
    const { httpStatus, retryAfterMilliseconds, taskId } = facts;
    super(
      'rate-limited',
      `The API asks for fewer requests (HTTP ${httpStatus}). Try again ${retryAfterMilliseconds === undefined ? 'a little later' : `in ${Math.ceil(retryAfterMilliseconds / 1000)} s`}, with a lower concurrency.`,
      { ...aboutTask(taskId), retryable: true },
    );
    this.retryAfterMilliseconds = retryAfterMilliseconds;
  }
}

/** The API, or the edge in front of it, is unavailable: a 5xx, an HTML page, a broken body. */
export class UnavailableError extends VideoApiError {
  readonly httpStatus: number;

  constructor(facts: ResponseErrorFacts) {
    const { httpStatus, taskId } = facts;
    super(
      'unavailable',
      `The API is unavailable (HTTP ${httpStatus})${withWords(facts)} Try again later.`,
      { ...aboutTask(taskId), retryable: true },
    );
    this.httpStatus = httpStatus;
  }
}

/** A response that cannot be understood, or that is not the expected one. */
export class UnexpectedResponseError extends VideoApiError {
  /** The beginning of the response, without secrets. */
  readonly excerpt: string;

  constructor(facts: { what: string; excerpt: string; taskId?: string | undefined }) {
    const excerpt = redact(facts.excerpt);
    super('unexpected-response', `${facts.what} The response was: ${excerpt || '(nothing)'}`, {
      ...aboutTask(facts.taskId),
      retryable: true,
    });
    this.excerpt = excerpt;
  }
}
