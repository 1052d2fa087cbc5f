import { AmbiguousSubmissionError } from '../errors/after-submission.ts';
import { redact } from '../errors/redaction.ts';
import { RateLimitedError, TransportError } from '../errors/response-errors.ts';
import { VideoApiError } from '../errors/video-api-error.ts';
import { parseRetryAfter } from '../instant.ts';
import type { Clock, HttpResponse, Transport } from '../ports.ts';
import { estimateCredits } from '../pricing/estimate.ts';
import type { VideoRequest } from '../request/video-fields.ts';
import { wireBody } from '../request/wire-body.ts';
import { parseSubmission, type Submission } from '../task/submission.ts';
import { classifyFailure } from './failure-class.ts';
import type { RateGate } from './rate-gate.ts';
import { responseError } from './response-error.ts';
import { sendWithin } from './send-within.ts';

/** A task that was made. */
export interface SubmittedTask extends Submission {
  readonly id: string;
}

/** What a submission may be given besides the request. */
export interface SubmitOptions {
  readonly signal?: AbortSignal | undefined;
  /**
   * Until when a rate limit is waited for, in milliseconds since 1970. Who asked may be gone after
   * it, so a longer one is reported at once. @default as long as it lasts
   */
  readonly deadline?: number | undefined;
  /** Sent as `Idempotency-Key`, as a courtesy: no page says that the API honours it. */
  readonly idempotencyKey?: string | undefined;
  /** Called right before the POST, when no rate limit stands before it; if it rejects, nothing is sent. */
  readonly beforePost?: (() => Promise<void>) | undefined;
}

interface SubmitPorts {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly gate: RateGate;
  /** How long an response under way is awaited after an abort, since it names what was paid. */
  readonly graceMilliseconds: number;
  /** How long it is awaited otherwise. */
  readonly submissionSeconds: number;
}

/** Sends exactly one POST. See {@link Client.submit}. */
export async function submitVideo(
  ports: SubmitPorts,
  request: VideoRequest,
  { beforePost, deadline, idempotencyKey, signal }: SubmitOptions,
): Promise<SubmittedTask> {
  const { clock, gate } = ports;
  await gate.pass(signal, deadline);
  signal?.throwIfAborted();
  await beforePost?.();
  signal?.throwIfAborted();

  const response = await post(ports, request, { idempotencyKey, signal });
  const submission = parseSubmission(response.body);
  if (isSuccess(response) && submission.id !== undefined) {
    gate.reset();
    return { ...submission, id: submission.id };
  }
  const neededCredits = estimateCredits(request).credits;
  const error = complaint({ response, submission, neededCredits, now: clock.now() });
  if (error instanceof RateLimitedError) gate.close(error.retryAfterMilliseconds);
  throw error;
}

async function post(
  ports: SubmitPorts,
  request: VideoRequest,
  { idempotencyKey, signal }: SubmitOptions,
): Promise<HttpResponse> {
  const { graceMilliseconds, submissionSeconds } = ports;
  try {
    return await sendWithin(
      ports,
      {
        method: 'POST',
        path: '/api/v1/videos/generations',
        headers: idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
        body: wireBody(request),
      },
      { milliseconds: submissionSeconds * 1000, graceMilliseconds, signal },
    );
  } catch (error) {
    if (error instanceof TransportError && !error.mayHaveArrived) throw error;
    const what = error instanceof VideoApiError ? error.message : 'stopped while it was being sent';
    throw new AmbiguousSubmissionError({ what, cause: error });
  }
}

/**
 * Sorts the answers that name no task. Sure not to have made one: a 4xx, a 503 that says when to
 * come back, and a 200 whose body holds the code of a refusal (contract.md §5).
 */
function complaint(facts: {
  readonly response: HttpResponse;
  readonly submission: Submission;
  readonly neededCredits: number;
  readonly now: number;
}): VideoApiError {
  const { response, neededCredits, now, submission } = facts;
  const { failure, id } = submission;
  const { status } = response;
  const retryAfterMilliseconds = parseRetryAfter(response.headers['retry-after'], now);
  if (id === undefined && status === 503 && retryAfterMilliseconds !== undefined) {
    return new RateLimitedError({ httpStatus: status, retryAfterMilliseconds });
  }
  const refusedInBody =
    isSuccess(response) &&
    (/^(4\d\d|1[0-3]\d\d)$/.test(failure?.code ?? '') ||
      classifyFailure(status, failure) === 'credits');
  if ((status >= 400 && status < 500) || (id === undefined && refusedInBody)) {
    return responseError({ response, failure, neededCredits, now });
  }
  const what = `HTTP ${status} without a usable response: ${redact(response.body) || '(nothing)'}`;
  return new AmbiguousSubmissionError({ what, taskId: id });
}

function isSuccess({ status }: HttpResponse): boolean {
  return status >= 200 && status < 300;
}
