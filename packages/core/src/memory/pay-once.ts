import type { Client } from '../client/client.ts';
import { AmbiguousSubmissionError, DeadlineExceededError } from '../errors/after-submission.ts';
import type { VideoApiError } from '../errors/video-api-error.ts';
import type { Clock } from '../ports.ts';
import type { VideoRequest } from '../request/video-fields.ts';
import type { ClaimWait } from './claim-wait.ts';
import { confirmFailure } from './confirm-failure.ts';
import type { GuardedLedger } from './guarded-ledger.ts';
import type { EntryIn, LedgerEntry } from './ledger-entry.ts';
import { submitClaimed } from './submit-claimed.ts';

/** How a task came to be ours: paid by this run, by an earlier one that did not see its end, or done. */
export type Origin = 'rendered' | 'resumed' | 'reused';

/** A task that is paid, and may be waited for. */
export interface PaidTask {
  readonly origin: Origin;
  readonly entry: EntryIn<'submitted' | 'finished'>;
}

/** A video, the key under which the ledger knows it, and what the ledger reported when last read. */
export interface LedgerVideo {
  readonly key: string;
  readonly request: VideoRequest;
  readonly entry: LedgerEntry | undefined;
}

/** What paying once needs. */
export interface PayOnceOptions {
  readonly client: Pick<Client, 'submit' | 'read'>;
  readonly clock: Clock;
  readonly ledger: GuardedLedger;
  /** Who claims, to recognise later whose claim it was. */
  readonly owner?: string | undefined;
  readonly claimWait: ClaimWait;
  readonly startedAt: number;
  /** Until when a rate limit or another run is waited for, in milliseconds since 1970. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with the new task as soon as it is known. */
  readonly onSubmitted: (taskId: string) => void;
}

/** Another run that is submitting right now has so long to record what became of it. */
const maxClaimMilliseconds = 90_000;

/**
 * Submits a video unless the ledger knows that it was submitted before.
 *
 * The intent is stored before the POST and the task id right after it, so whatever dies in between
 * leaves a trace: a task to resume, or a warning that it may have been paid.
 *
 * @throws {AmbiguousSubmissionError} when an earlier submission may have been paid.
 * @throws {TaskFailedError | RefusedError} when it failed before for a reason that is final.
 * @throws {BudgetExceededError} when a limit does not allow the submission.
 * @throws {LedgerError} when the ledger cannot be read or take the intent; nothing is sent.
 * @throws {DeadlineExceededError} when the time is over before it could be submitted.
 * @throws what {@link Client.submit} throws.
 */
export async function payOnce(video: LedgerVideo, options: PayOnceOptions): Promise<PaidTask> {
  const { claimWait, clock, deadline, ledger, signal, startedAt } = options;
  const age = createAge(clock);
  let { entry } = video;
  let delayedBy: VideoApiError | undefined;

  const isLate = () => clock.now() >= deadline;
  const readLater = async () => {
    if (isLate()) throw claimedByAnother();
    await claimWait(deadline, signal);
    return ledger.read(video.key);
  };

  for (;;) {
    switch (entry?.state) {
      case 'submitted':
        return { origin: 'resumed', entry };
      case 'finished':
        return { origin: 'reused', entry };
      case 'ambiguous':
        throw unclear('an earlier run sent this request and never got a response');
      case 'submitting':
        if (age(entry) >= maxClaimMilliseconds) {
          throw unclear('an earlier run ended while it was sending this request');
        }
        entry = await readLater();
        continue;
    }
    if (isLate()) throw delayedBy ?? tooLate(clock.now() - startedAt);
    const resumed = entry && (await confirmFailure(entry, options));
    if (resumed !== undefined) return { origin: 'resumed', entry: resumed };

    const outcome = await submitClaimed(video, entry, options);
    switch (outcome.type) {
      case 'submitted':
        return { origin: 'rendered', entry: outcome.entry };
      case 'rate-limited':
        ({ entry, error: delayedBy } = outcome);
        break;
      case 'claimed by another run':
        delayedBy = claimedByAnother();
        entry = await readLater();
    }
  }
}

function claimedByAnother(): AmbiguousSubmissionError {
  return unclear('another run is still sending this request');
}

function unclear(what: string): AmbiguousSubmissionError {
  return new AmbiguousSubmissionError({ what });
}

function tooLate(waitedMilliseconds: number): DeadlineExceededError {
  return new DeadlineExceededError({ taskId: undefined, waitedMilliseconds });
}

/** How old a claim is: by its own time, or since it was first seen if its clock is ahead of ours. */
function createAge(clock: Clock): (entry: LedgerEntry) => number {
  let seen: { readonly attempt: number; readonly since: number } | undefined;
  return ({ at, attempt }) => {
    const now = clock.now();
    if (seen?.attempt !== attempt) seen = { since: now, attempt };
    return Math.max(now - at, now - seen.since);
  };
}
