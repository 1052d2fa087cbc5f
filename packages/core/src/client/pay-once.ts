import { AmbiguousSubmissionError } from '../errors/after-submission.ts';
import { LedgerError } from '../errors/before-submission.ts';
import { RateLimitedError } from '../errors/response-errors.ts';
import { VideoApiError } from '../errors/video-api-error.ts';
import type { LedgerEntry } from '../ledger-entry.ts';
import type { Clock, Ledger } from '../ports.ts';
import type { VideoRequest } from '../request/video-fields.ts';
import type { Client } from './client.ts';

/** How a task came to be ours: paid by this run, by an earlier one that did not see its end, or done. */
export type Origin = 'rendered' | 'resumed' | 'reused';

/** A task that is paid, and may be waited for. */
export interface PaidTask {
  readonly taskId: string;
  readonly origin: Origin;
  /** Milliseconds since 1970. */
  readonly submittedAt: number;
}

/** What paying once needs. */
export interface PayOnceOptions {
  readonly client: Pick<Client, 'submit'>;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly key: string;
  /** Until when a rate limit or another run is waited for, in milliseconds since 1970. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  /** Called when the task is paid but the ledger did not take it. */
  readonly onLedgerFailure: (error: LedgerError, taskId: string) => void;
}

/** Another run that is submitting right now has this long to say what became of it. */
const claimPatience = 90_000;

/** How often the ledger is read meanwhile, in milliseconds. */
const claimPause = 2000;

/**
 * Submits a video unless the ledger knows that it was submitted before.
 *
 * The intent is written before the POST and the task id right after it, so that whatever dies in
 * between leaves a trace: a task to resume, or a warning that it may have been paid.
 *
 * @throws {AmbiguousSubmissionError} when an earlier submission may have been paid.
 * @throws {LedgerError} when the ledger cannot be read or take the intent; nothing is sent.
 * @throws what {@link Client.submit} throws.
 */
export async function payOnce(request: VideoRequest, options: PayOnceOptions): Promise<PaidTask> {
  const { clock, deadline, key, signal } = options;
  let entry = await readEntry(options);
  let limited: RateLimitedError | undefined;
  while (clock.now() < deadline) {
    const paid = alreadyPaid(entry);
    if (paid !== undefined) return paid;

    if (entry?.state === 'submitting' && clock.now() - entry.at < claimPatience) {
      await clock.sleep(claimPause, signal);
      entry = await readEntry(options);
      continue;
    }
    refuseIfUnclear(entry, key);

    const outcome = await submitClaimed(request, entry, options);
    if ('taskId' in outcome) return outcome;
    limited = outcome.limited ?? limited;
    entry = await readEntry(options);
  }
  throw limited ?? unclear(key, 'another run was still submitting it');
}

function alreadyPaid(entry: LedgerEntry | undefined): PaidTask | undefined {
  if (entry?.state === 'submitted') {
    return { taskId: entry.taskId, origin: 'resumed', submittedAt: entry.at };
  }
  if (entry?.state === 'finished') {
    return { taskId: entry.taskId, origin: 'reused', submittedAt: entry.submittedAt };
  }
  return undefined;
}

function refuseIfUnclear(entry: LedgerEntry | undefined, key: string): void {
  if (entry?.state === 'submitting') {
    throw unclear(key, 'an earlier run ended while it was submitting');
  }
  if (entry?.state === 'ambiguous') {
    throw unclear(key, 'an earlier run lost the answer to its submission');
  }
}

function unclear(key: string, what: string): AmbiguousSubmissionError {
  return new AmbiguousSubmissionError({ what: `${what}, says the ledger under ${key}` });
}

/** Nothing was paid, and why the caller should look again. */
interface Unpaid {
  readonly limited?: RateLimitedError;
}

async function submitClaimed(
  request: VideoRequest,
  previous: LedgerEntry | undefined,
  options: PayOnceOptions,
): Promise<PaidTask | Unpaid> {
  const { client, clock, deadline, key, ledger, signal } = options;
  let isClaimed = false;
  const claim = async () => {
    const intent = { state: 'submitting', at: clock.now() } as const;
    const claimed = ledger.claim(key, intent, previous);
    isClaimed = await orLedgerError(claimed, 'The ledger did not take the intent to submit.');
    if (!isClaimed) throw new ClaimedByAnother();
  };

  try {
    const idempotencyKey = key;
    const submission = { signal, deadline, idempotencyKey, beforePost: claim };
    const { id } = await client.submit(request, submission);
    return await remember(id, options);
  } catch (error) {
    if (error instanceof ClaimedByAnother) return {};
    if (!isClaimed) throw error;
    await recordFailure(error, options);
    if (error instanceof RateLimitedError) return { limited: error };
    throw error;
  }
}

/** Another run was faster; what it wrote decides. */
class ClaimedByAnother extends Error {}

/** The task is paid: from here on nothing may keep its id from the caller. */
async function remember(taskId: string, options: PayOnceOptions): Promise<PaidTask> {
  const { clock, key, ledger, onLedgerFailure } = options;
  const submittedAt = clock.now();
  try {
    await ledger.record(key, { state: 'submitted', at: submittedAt, taskId });
  } catch (cause) {
    const what = `The ledger did not take task ${taskId}, which is paid.`;
    onLedgerFailure(new LedgerError({ what, taskId, cause }), taskId);
  }
  return { taskId, origin: 'rendered', submittedAt };
}

async function recordFailure(error: unknown, { clock, key, ledger }: PayOnceOptions) {
  const at = clock.now();
  const reason = error instanceof VideoApiError ? error.code : 'stopped before it was sent';
  const entry: LedgerEntry = !(error instanceof AmbiguousSubmissionError)
    ? { state: 'failed', at, reason }
    : error.taskId === undefined
      ? { state: 'ambiguous', at }
      : { state: 'submitted', at, taskId: error.taskId };
  // The intent that stands is on the safe side, and the first error is the one to report.
  await ledger.record(key, entry).catch(() => {});
}

function readEntry({ key, ledger }: PayOnceOptions): Promise<LedgerEntry | undefined> {
  return orLedgerError(ledger.read(key), 'The ledger could not be read.');
}

async function orLedgerError<Value>(promise: Promise<Value>, what: string): Promise<Value> {
  try {
    return await promise;
  } catch (cause) {
    throw new LedgerError({ what: `${what} Nothing was submitted.`, cause });
  }
}
