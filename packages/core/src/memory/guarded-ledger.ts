import type { LedgerError } from '../errors/before-submission.ts';
import type { Ledger, Random } from '../ports.ts';
import { callAfterPost, callBeforePost, callForClaim, type LedgerTime } from './ledger-call.ts';
import type { EntryIn, LedgerEntry } from './ledger-entry.ts';
import { type Reservation, reserve, type SpendingLimit, settle } from './spending-limits.ts';

/** A ledger and its limits, whose calls end in time and fail with one of our errors only. */
export interface GuardedLedger {
  /** @throws {LedgerError} when it cannot be read in time. Nothing may be submitted then. */
  read(key: string): Promise<LedgerEntry | undefined>;
  /** @throws {LedgerError} when it does not take the intent in time. Nothing may be submitted then. */
  claim(
    key: string,
    intent: EntryIn<'submitting'>,
    previous: LedgerEntry | undefined,
  ): Promise<boolean>;
  /**
   * Counts a submission in every limit before its POST.
   *
   * @throws {BudgetExceededError} when a limit does not allow it.
   * @throws {LedgerError} when it cannot be counted in time. Nothing may be submitted then.
   */
  reserve(reservation: Reservation): Promise<void>;
  /** Records an entry after a POST. A failure is only reported, because the POST was sent. */
  record(key: string, entry: LedgerEntry): Promise<void>;
  /** Counts what a submission cost, in every limit. A failure is only reported. */
  settle(reservation: Reservation): Promise<void>;
}

/** What a ledger is guarded with. */
export interface LedgerGuard extends LedgerTime {
  readonly random: Random;
  readonly limits: readonly SpendingLimit[];
  /** Called when the ledger does not take what became of a submission. */
  readonly onFailure: (error: LedgerError) => void;
}

/** Guards a ledger and its limits. */
export function guardLedger(ledger: Ledger, guard: LedgerGuard): GuardedLedger {
  const { clock, limits, onFailure, random } = guard;
  const after = async (call: () => Promise<void>, failure: string, taskId?: string) => {
    const error = await callAfterPost(call, { failure, taskId }, guard);
    if (error !== undefined) onFailure(error);
  };

  return {
    read: (key) => readGuarded(ledger, key, guard),

    async claim(key, intent, previous) {
      let isGivenUp = false;
      const claim = async () => {
        const isGranted = await ledger.claim(key, intent, previous);
        // Granted too late: without this, the next run would report that it may have been charged.
        if (isGranted && isGivenUp) await ledger.record(key, released(intent));
        return isGranted;
      };
      try {
        return await callForClaim(claim, 'The ledger did not take the claim', guard);
      } catch (error) {
        isGivenUp = true;
        throw error;
      }
    },

    reserve: (reservation) =>
      callBeforePost(
        (signal) => reserve(limits, reservation, { clock, random, signal }),
        'The ledger could not count what is spent',
        guard,
      ),

    record(key, entry) {
      const taskId = 'taskId' in entry ? entry.taskId : undefined;
      const subject = taskId === undefined ? 'what became of a submission' : `task ${taskId}`;
      return after(() => ledger.record(key, entry), `The ledger did not record ${subject}`, taskId);
    },

    settle: (reservation) =>
      after(
        () => settle(limits, reservation),
        `The ledger did not count that a submission cost ${reservation.credits} credits`,
      ),
  };
}

/** @throws {LedgerError} when the ledger cannot be read in time. Nothing may be submitted then. */
export function readGuarded(
  ledger: Ledger,
  key: string,
  time: LedgerTime,
): Promise<LedgerEntry | undefined> {
  return callBeforePost(() => ledger.read(key), 'The ledger could not be read', time);
}

function released(intent: EntryIn<'submitting'>): LedgerEntry {
  const reason = 'claimed too late';
  return { ...intent, state: 'failed', credits: 0, reason, isFinal: false };
}
