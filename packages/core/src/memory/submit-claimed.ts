import { runWithin } from '../client/run-within.ts';
import type { SubmittedTask } from '../client/submit.ts';
import { LedgerError } from '../errors/before-submission.ts';
import { isError } from '../errors/is-error.ts';
import { VideoApiError } from '../errors/video-api-error.ts';
import { estimateCredits } from '../pricing/estimate.ts';
import { lostCredits } from './credits.ts';
import type { EntryIn, LedgerEntry } from './ledger-entry.ts';
import type { LedgerVideo, PayOnceContext } from './pay-once.ts';
import { reserve, settle } from './spending-limits.ts';

/** A task that was made, or nothing was: then the entry to decide by, and why it took time. */
export type SubmissionOutcome =
  | { readonly state: 'submitted'; readonly entry: EntryIn<'submitted'> }
  | {
      readonly state: 'not submitted';
      readonly entry: LedgerEntry | undefined;
      readonly delayedBy?: Error;
    };

/**
 * Claims a video, counts its credits, submits it, and records what came of that.
 *
 * @throws what the submission throws, once it is recorded.
 */
export async function submitClaimed(
  { key, request }: LedgerVideo,
  previous: LedgerEntry | undefined,
  context: PayOnceContext,
): Promise<SubmissionOutcome> {
  const { client, clock, deadline, ledger, owner, signal } = context;
  const attempt = (previous?.attempt ?? 0) + 1;
  const { credits } = estimateCredits(request);
  const reservation = { key, attempt, credits };
  const submission = { attempt, credits, earlierCredits: lostCredits(previous, request), owner };
  const progress = { isClaimed: false, isCounted: false };

  const beforePost = async () => {
    const intent = { state: 'submitting', ...submission, at: clock.now() } as const;
    if (!(await ledger.claim(key, intent, previous))) throw new ClaimedByAnother();
    progress.isClaimed = true;
    await count(reservation, context);
    progress.isCounted = true;
  };
  const recordEnd = async (entry: LedgerEntry) => {
    const failure = await ledger.record(key, entry);
    if (failure !== undefined && 'taskId' in entry) context.onLedgerFailure(failure);
  };

  let task: SubmittedTask;
  try {
    const idempotencyKey = `${key}-${attempt}`;
    task = await client.submit(request, { signal, deadline, idempotencyKey, beforePost });
  } catch (error) {
    if (error instanceof ClaimedByAnother) {
      return { state: 'not submitted', entry: await ledger.read(key) };
    }
    if (!progress.isClaimed) throw error;
    const at = clock.now();
    if (progress.isCounted && !isKnownUnpaid(error, signal)) {
      await recordEnd({ state: 'ambiguous', ...submission, at });
      throw error;
    }
    const entry = { state: 'failed', ...submission, credits: 0, at, ...describe(error) } as const;
    await recordEnd(entry);
    if (progress.isCounted) await giveBack({ ...reservation, credits: 0 }, context);
    if (!isError(error, 'rate-limited')) throw error;
    return { state: 'not submitted', entry, delayedBy: error };
  }
  const at = clock.now();
  const entry = {
    state: 'submitted',
    ...submission,
    at,
    taskId: task.id,
    submittedAt: at,
  } as const;
  await recordEnd(entry);
  return { state: 'submitted', entry };
}

/** Another run was faster; what it recorded decides. */
class ClaimedByAnother extends Error {}

/** Counts a submission in all limits; whatever fails here, nothing was sent. */
async function count(
  reservation: Parameters<typeof reserve>[1],
  context: PayOnceContext,
): Promise<void> {
  const { clock, deadline, limits, signal } = context;
  const milliseconds = Math.max(0, deadline - clock.now());
  const late = () => new Error('it did not respond in time');
  try {
    const counting = () => reserve(limits, reservation, context);
    await runWithin(clock, counting, { milliseconds, signal }, late);
  } catch (cause) {
    if (VideoApiError.isInstance(cause) || signal?.aborted === true) throw cause;
    const text = cause instanceof Error ? cause.message : String(cause);
    const what = `The ledger could not count what is spent (${text}). Nothing was submitted.`;
    throw new LedgerError({ what, cause });
  }
}

/** A reservation that cannot be given back only makes the limit tighter. */
async function giveBack(
  reservation: Parameters<typeof settle>[1],
  { clock, limits }: PayOnceContext,
): Promise<void> {
  const late = () => new Error('it did not respond in time');
  const settling = () => settle(limits, reservation);
  await runWithin(clock, settling, { milliseconds: maxGiveBackMilliseconds }, late).catch(() => {});
}

const maxGiveBackMilliseconds = 5000;

/** Whether it is certain that no task was made. What nobody foresaw may have made one. */
function isKnownUnpaid(error: unknown, signal: AbortSignal | undefined): boolean {
  if (VideoApiError.isInstance(error)) return !error.mayHaveBeenCharged;
  // A submission throws the signal's own reason only when it stops before the POST.
  return signal?.aborted === true && error === signal.reason;
}

/** Why nothing was made, and whether the same content would be refused again. */
function describe(error: unknown): { reason: string; isFinal: boolean; message?: string } {
  if (isError(error, 'refused')) {
    const { apiMessage, reason } = error;
    const isFinal = reason === 'content-policy';
    return { reason, isFinal, ...(apiMessage !== undefined && { message: apiMessage }) };
  }
  const reason = VideoApiError.isInstance(error) ? error.code : 'stopped before it was sent';
  return { reason, isFinal: false };
}
