import type { EntryIn, Ledger, LedgerEntry } from '@kling-automation/core';
import { latestEntry } from './latest-entry.ts';

/**
 * Makes one ledger of several, each of which survives something else. All are asked and all are
 * written, the first of them first; a video is claimed when none of them refuses.
 */
export function createLayeredLedger(ledgers: readonly Ledger[]): Ledger {
  const layers = ledgers.map(withOwnPrevious);
  const record: Ledger['record'] = async (key, entry) => {
    const writes = layers.map((layer) => layer.record(key, entry));
    const failure = (await Promise.allSettled(writes)).find(({ status }) => status === 'rejected');
    if (failure?.status === 'rejected') throw failure.reason;
  };
  return {
    async read(key) {
      return latestEntry(await Promise.all(layers.map((layer) => layer.read(key))));
    },
    async claim(key, intent, previous) {
      const claimed: Ledger[] = [];
      const withdraw = () =>
        Promise.allSettled(claimed.map((layer) => layer.record(key, withdrawn(intent))));
      try {
        for (const layer of layers) {
          if (!(await layer.claim(key, intent, previous))) {
            await withdraw();
            return false;
          }
          claimed.push(layer);
        }
        return true;
      } catch (error) {
        await withdraw();
        throw error;
      }
    },
    record,
  };
}

/** Makes a ledger claim over what it returned itself: another layer may know more, or less. */
function withOwnPrevious(ledger: Ledger): Ledger {
  const known = new Map<string, LedgerEntry | undefined>();
  return {
    async read(key) {
      const entry = await ledger.read(key);
      known.set(key, entry);
      return entry;
    },
    claim: (key, intent, previous) =>
      ledger.claim(key, intent, known.has(key) ? known.get(key) : previous),
    async record(key, entry) {
      await ledger.record(key, entry);
      known.set(key, entry);
    },
  };
}

/** Older than anything, so it never hides what the run that was faster has written. */
function withdrawn(intent: EntryIn<'submitting'>): EntryIn<'failed'> {
  const reason = 'not claimed everywhere';
  return { ...intent, state: 'failed', credits: 0, at: 0, reason, isFinal: false };
}
