import type { SubmittedTask } from '../client/submit.ts';
import { isError } from '../errors/is-error.ts';
import type { RateLimitedError } from '../errors/response-errors.ts';
import { VideoApiError } from '../errors/video-api-error.ts';
import { estimateCredits } from '../pricing/estimate.ts';
import { lostCredits } from './credits.ts';
import { type EntryIn, failedTaskId, type LedgerEntry } from './ledger-entry.ts';
import type { LedgerVideo, PayOnceOptions } from './pay-once.ts';

/** What came of a submission that did not end in an error. */
export type SubmissionOutcome =
  | { readonly type: 'submitted'; readonly entry: EntryIn<'submitted'> }
  /** Nothing was made, and it may be sent again over this entry. */
  | {
      readonly type: 'rate-limited';
      readonly entry: EntryIn<'failed'>;
      readonly error: RateLimitedError;
    }
  /** Another run was faster; what it recorded decides. */
  | { readonly type: 'claimed by another run' };

/**
 * Claims a video, counts its credits, submits it, and records what came of that.
 *
 * @throws what the submission throws, once it is recorded.
 */
export async function submitClaimed(
  { key, request }: LedgerVideo,
  previous: LedgerEntry | undefined,
  { client, clock, deadline, ledger, onSubmitted, owner, signal }: PayOnceOptions,
): Promise<SubmissionOutcome> {
  const attempt = (previous?.attempt ?? 0) + 1;
  const { credits } = estimateCredits(request);
  const earlierCredits = lostCredits(previous, request);
  const earlierTaskId = failedTaskId(previous);
  const submission = { attempt, credits, earlierCredits, earlierTaskId, owner };
  const reservation = { key, attempt, credits, earlierCredits };
  const progress = { isClaimed: false, isCounted: false };

  const beforePost = async () => {
    const intent = { state: 'submitting', ...submission, at: clock.now() } as const;
    if (!(await ledger.claim(key, intent, previous))) throw new ClaimedByAnotherRun();
    progress.isClaimed = true;
    await ledger.reserve(reservation);
    progress.isCounted = true;
  };

  let task: SubmittedTask;
  try {
    const idempotencyKey = `${key}-${attempt}`;
    task = await client.submit(request, { signal, deadline, idempotencyKey, beforePost });
  } catch (error) {
    if (error instanceof ClaimedByAnotherRun) return { type: 'claimed by another run' };
    if (!progress.isClaimed) throw error;
    const at = clock.now();
    if (progress.isCounted && !isKnownUnpaid(error, signal)) {
      await ledger.record(key, { state: 'ambiguous', ...submission, at });
      throw error;
    }
    const unpaid = { ...submission, credits: 0, at };
    const entry = { state: 'failed', ...unpaid, ...reasonOf(error) } as const;
    await Promise.all([ledger.record(key, entry), ledger.settle({ ...reservation, credits: 0 })]);
    if (!isError(error, 'rate-limited')) throw error;
    return { type: 'rate-limited', entry, error };
  }
  const at = clock.now();
  const { id: taskId } = task;
  const entry = { state: 'submitted', ...submission, at, taskId, submittedAt: at } as const;
  // Begun before the task is reported: a run that is killed by then has kept what it could at once.
  const recording = ledger.record(key, entry);
  onSubmitted(taskId);
  await recording;
  return { type: 'submitted', entry };
}

class ClaimedByAnotherRun extends Error {}

/** Whether it is certain that no task was made. What nobody foresaw may have made one. */
function isKnownUnpaid(error: unknown, signal: AbortSignal | undefined): boolean {
  if (VideoApiError.isInstance(error)) return !error.mayHaveBeenCharged;
  // A submission throws the signal's own reason only when it stops before the POST.
  return signal?.aborted === true && error === signal.reason;
}

/** Why nothing was made, and whether the same content would be refused again. */
function reasonOf(error: unknown): { reason: string; isFinal: boolean; message?: string } {
  if (isError(error, 'refused')) {
    const { apiMessage, reason } = error;
    const isFinal = reason === 'content-policy';
    return { reason, isFinal, ...(apiMessage !== undefined && { message: apiMessage }) };
  }
  const reason = VideoApiError.isInstance(error) ? error.code : 'stopped before it was sent';
  return { reason, isFinal: false };
}
