import { isDeepStrictEqual } from 'node:util';
import { type LedgerEntry, ledgerEntrySchema } from '../memory/ledger-entry.ts';
import { mayReplace } from '../memory/may-replace.ts';
import type { Ledger, Spending } from '../ports.ts';
import type { Reply, StepScheduler } from './step-scheduler.ts';

/** What can become of a call to the ledger. */
export type LedgerFate =
  | 'done'
  | 'done again later'
  | 'done, but an error comes'
  | 'refused'
  | 'lost';

/** So long after the first time, in milliseconds: another run may be submitting by then. */
const againMilliseconds = 12_000;

/** A ledger that outlives its runs. */
export interface SimulatedLedger {
  /** Everything that is stored, as of now. */
  readonly entries: ReadonlyMap<string, LedgerEntry>;
  /** The ledger as one run reaches it. */
  ledgerOf(run: number): Ledger;
}

/** One call of a run, whose effect happens when it arrives. */
type Call = <Value>(effect: () => Value) => Promise<Value>;

/**
 * Stores entries as JSON, as files and databases do.
 *
 * @param options.counts whether it counts what all its runs spend.
 */
export function createSimulatedLedger(
  scheduler: Pick<StepScheduler, 'after' | 'call'>,
  options: { readonly counts: boolean; readonly fate: () => LedgerFate },
): SimulatedLedger {
  const entries = new Map<string, LedgerEntry>();
  const credits = new Map<string, number>();

  const arrive = <Value>(effect: () => Value): Reply<Value> => {
    const fate = options.fate();
    switch (fate) {
      case 'done':
        return { value: effect() };
      case 'done again later':
        scheduler.after(againMilliseconds, effect);
        return { value: effect() };
      case 'done, but an error comes':
        effect();
        return { error: new Error('The connection was reset.') };
      case 'refused':
        return { error: new Error('The ledger is locked.') };
      case 'lost':
        return 'lost';
    }
  };
  return {
    entries,
    ledgerOf(run) {
      const call: Call = (effect) => scheduler.call(run, () => arrive(effect));
      const spending = options.counts ? countIn(credits, call) : undefined;
      return { ...storeIn(entries, call), spending };
    },
  };
}

function storeIn(entries: Map<string, LedgerEntry>, call: Call): Ledger {
  return {
    read: (key) => call(() => entries.get(key)),
    claim: (key, intent, previous) =>
      call(() => {
        if (!isDeepStrictEqual(previous && copyOf(previous), entries.get(key))) return false;
        entries.set(key, copyOf(intent));
        return true;
      }),
    record: (key, entry) =>
      call(() => {
        if (mayReplace(entry, entries.get(key))) entries.set(key, copyOf(entry));
      }),
  };
}

function countIn(credits: Map<string, number>, call: Call): Spending {
  const count = (key: string, attempt: number, value: number) =>
    call(() => void credits.set(`${key} ${attempt}`, value));
  return {
    reserve: count,
    settle: count,
    total: () => call(() => [...credits.values()].reduce((sum, value) => sum + value, 0)),
  };
}

function copyOf(entry: LedgerEntry): LedgerEntry {
  return ledgerEntrySchema.parse(JSON.parse(JSON.stringify(entry)));
}
