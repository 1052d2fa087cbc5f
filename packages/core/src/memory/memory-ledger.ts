import type { Ledger } from '../ports.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { mayReplace } from './may-replace.ts';

/** A ledger that lives as long as this object; enough where nothing can be retried later. */
export function createMemoryLedger(entries = new Map<string, LedgerEntry>()): Ledger {
  return {
    read: async (key) => entries.get(key),
    async claim(key, intent, previous) {
      if (entries.get(key) !== previous) return false;
      entries.set(key, intent);
      return true;
    },
    async record(key, entry) {
      if (mayReplace(entry, entries.get(key))) entries.set(key, entry);
    },
  };
}
