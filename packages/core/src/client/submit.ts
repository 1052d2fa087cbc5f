import { AmbiguousSubmissionError } from '../errors/after-submission.ts';
import { isError } from '../errors/is-error.ts';
import { redact } from '../errors/redaction.ts';
import { VideoApiError } from '../errors/video-api-error.ts';
import type { Clock, HttpResponse, Transport } from '../ports.ts';
import { estimateCredits } from '../pricing/estimate.ts';
import type { VideoRequest } from '../request/video-fields.ts';
import { wireBody } from '../request/wire-body.ts';
import { evaluateSubmission } from '../response/evaluate-submission.ts';
import { responseError } from '../response/response-error.ts';
import { readFacts } from '../response/response-facts.ts';
import type { TaskStatus } from '../task/status.ts';
import type { RateGate } from './rate-gate.ts';
import { sendWithin } from './send-within.ts';

/** A task that was made. */
export interface SubmittedTask {
  readonly id: string;
  readonly status: TaskStatus;
  /** The API's own word for the status; undefined when the response has none. */
  readonly statusWord: string | undefined;
  /** Milliseconds since 1970, by the API's clock; undefined when the response has none. */
  readonly createdAt: number | undefined;
  /** The whole response. */
  readonly raw: unknown;
}

/** What a submission may be given besides the request. */
export interface SubmitOptions {
  readonly signal?: AbortSignal | undefined;
  /**
   * Until when a rate limit is waited for, in milliseconds since 1970. The caller may be gone after
   * it, so a longer one is reported at once. @default as long as it lasts
   */
  readonly deadline?: number | undefined;
  /** Sent as `Idempotency-Key`, as a courtesy: no page reports that the API honours it. */
  readonly idempotencyKey?: string | undefined;
  /** Called right before the POST, when no rate limit delays it; if it rejects, nothing is sent. */
  readonly beforePost?: (() => Promise<void>) | undefined;
}

interface SubmitPorts {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly gate: RateGate;
  /** How long a pending response is awaited after an abort, because it names what was paid. */
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
  const { clock, gate, graceMilliseconds, submissionSeconds } = ports;
  await gate.pass(signal, deadline);
  signal?.throwIfAborted();
  await beforePost?.();
  signal?.throwIfAborted();

  const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
  const response = await sendWithin(
    ports,
    { method: 'POST', path: '/api/v1/videos/generations', headers, body: wireBody(request) },
    { milliseconds: submissionSeconds * 1000, graceMilliseconds, signal },
  ).catch((error: unknown) => {
    throw withoutResponse(error, signal);
  });
  try {
    return readSubmission(response, { clock, gate, request });
  } catch (error) {
    throw VideoApiError.isInstance(error) ? error : withoutResponse(error, signal);
  }
}

/** Whatever is thrown, the POST may have arrived, unless it is certain that it did not. */
function withoutResponse(error: unknown, signal: AbortSignal | undefined): VideoApiError {
  if (isError(error, 'transport') && !error.mayHaveArrived) return error;
  const isStopped = signal?.aborted === true && error === signal.reason;
  const reason = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
  const what = isStopped
    ? 'the run was stopped while the request was being sent'
    : `the request was sent, but no response arrived (${reason})`;
  return new AmbiguousSubmissionError({ what, cause: error });
}

function readSubmission(
  response: HttpResponse,
  {
    clock,
    gate,
    request,
  }: Pick<SubmitPorts, 'clock' | 'gate'> & { readonly request: VideoRequest },
): SubmittedTask {
  const facts = readFacts(response, clock.now());
  const { taskId, verdict } = evaluateSubmission(facts);
  const { retryAfterMilliseconds, statusGroup, task } = facts;
  if (verdict === 'wait' || statusGroup === '429') gate.close(retryAfterMilliseconds);
  if (verdict === 'made') {
    if (statusGroup !== '429') gate.reset();
    const { createdAt, raw, status, statusWord } = task;
    return { id: taskId, createdAt, raw, status, statusWord };
  }
  if (verdict === 'ambiguous') {
    const excerpt = redact(response.body) || '(nothing)';
    const what = `the response (HTTP ${response.status}) does not show whether a task was made: ${excerpt}`;
    throw new AmbiguousSubmissionError({ what });
  }
  throw responseError(facts, { neededCredits: estimateCredits(request).credits });
}
