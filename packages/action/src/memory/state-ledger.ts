import { type LedgerEntry, ledgerEntrySchema } from '@kling-automation/core';
import { z } from 'zod/v4';
import type { ActionHost } from '../runner/host.ts';
import { stateNames } from '../runner/step-state.ts';

/** What the post step learns of the submissions of main. */
export interface StateLedger {
  /** On disk when it returns: a main that is killed while it records a payment leaves it here. */
  keep(key: string, entry: LedgerEntry): void;
  /** Forgets a submission that was never made. */
  drop(key: string): void;
}

const keptSchema = z.array(z.object({ key: z.string(), entry: ledgerEntrySchema }));

/** What main left of one video. */
export type KeptEntry = Readonly<z.output<typeof keptSchema>[number]>;

export function createStateLedger(host: Pick<ActionHost, 'saveState'>): StateLedger {
  const entries = new Map<string, LedgerEntry>();
  const save = () => {
    const kept = [...entries].map(([key, entry]): KeptEntry => ({ key, entry }));
    host.saveState(stateNames.ledger, kept.length === 0 ? '' : JSON.stringify(kept));
  };
  return {
    keep(key, entry) {
      entries.set(key, entry);
      save();
    },
    drop(key) {
      if (entries.delete(key)) save();
    },
  };
}

/** What main has kept; empty if it kept nothing. */
export function readKeptEntries(host: Pick<ActionHost, 'readState'>): readonly KeptEntry[] {
  const text = host.readState(stateNames.ledger);
  return text === '' ? [] : keptSchema.parse(JSON.parse(text));
}
