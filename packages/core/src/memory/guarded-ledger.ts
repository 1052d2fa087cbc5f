import { runWithin } from '../client/run-within.ts';
import { LedgerError } from '../errors/before-submission.ts';
import type { Clock, Ledger } from '../ports.ts';
import type { EntryIn, LedgerEntry } from './ledger-entry.ts';

/** What bounds the calls of a ledger. */
export interface LedgerLimits {
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
}

/** A ledger whose calls end in time and fail with one of our errors only. */
export interface GuardedLedger {
  /** @throws {LedgerError} when it cannot be read in time. Nothing may be submitted then. */
  read(key: string): Promise<LedgerEntry | undefined>;
  /** @throws {LedgerError} when it does not take the intent in time. Nothing may be submitted then. */
  claim(
    key: string,
    intent: EntryIn<'submitting'>,
    previous: LedgerEntry | undefined,
  ): Promise<boolean>;
  /** Records an entry after a POST; resolves with the error when the ledger does not take it. */
  record(key: string, entry: LedgerEntry): Promise<LedgerError | undefined>;
}

/** Recording what was paid may take so long after the deadline, in milliseconds … */
const minRecordMilliseconds = 15_000;

/** … and so long after an abort, so that the whole still stops within a second. */
const recordGraceMilliseconds = 700;

/** Guards a ledger that may hang, fail or ignore an abort. */
export function guardLedger(ledger: Ledger, limits: LedgerLimits): GuardedLedger {
  const { clock, deadline, signal } = limits;

  const before = async <Value>(call: () => Promise<Value>, what: string): Promise<Value> => {
    const milliseconds = Math.max(0, deadline - clock.now());
    try {
      return await runWithin(clock, call, { milliseconds, signal }, late);
    } catch (cause) {
      if (signal?.aborted === true && cause === signal.reason) throw cause;
      throw new LedgerError({ what: `${what} (${textOf(cause)}). Nothing was submitted.`, cause });
    }
  };

  return {
    read: (key) => before(() => ledger.read(key), 'The ledger could not be read'),
    claim: (key, intent, previous) =>
      before(() => ledger.claim(key, intent, previous), 'The ledger did not take the claim'),
    async record(key, entry) {
      const milliseconds = Math.max(minRecordMilliseconds, deadline - clock.now());
      const wait = { milliseconds, graceMilliseconds: recordGraceMilliseconds };
      const isStopped = signal?.aborted === true;
      const time = isStopped ? { milliseconds: recordGraceMilliseconds } : { ...wait, signal };
      try {
        await runWithin(clock, () => ledger.record(key, entry), time, late);
        return undefined;
      } catch (cause) {
        const taskId = 'taskId' in entry ? entry.taskId : undefined;
        const subject = taskId === undefined ? 'what became of a submission' : `task ${taskId}`;
        const what = `The ledger did not record ${subject} (${textOf(cause)}).`;
        return new LedgerError({ what, taskId, cause });
      }
    },
  };
}

function late(): Error {
  return new Error('it did not respond in time');
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
}
