import type { Ledger } from '@kling-automation/core';
import { mostTelling } from './most-telling.ts';

/**
 * Makes one ledger of several, each of which survives something else. All are asked and all are
 * written, the first of them first; a video is claimed when none of them refuses.
 */
export function createLayeredLedger(layers: readonly Ledger[]): Ledger {
  const record: Ledger['record'] = async (key, entry) => {
    const writes = layers.map((layer) => layer.record(key, entry));
    const failure = (await Promise.allSettled(writes)).find(({ status }) => status === 'rejected');
    if (failure?.status === 'rejected') throw failure.reason;
  };
  return {
    async read(key) {
      return mostTelling(await Promise.all(layers.map((layer) => layer.read(key))));
    },
    async claim(key, intent, previous) {
      const claimed: Ledger[] = [];
      const withdraw = () =>
        Promise.allSettled(claimed.map((layer) => layer.record(key, withdrawal)));
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

/** Older than anything, so that it never hides what the run that was faster has written. */
const withdrawal = {
  state: 'failed',
  attempt: 1,
  credits: 0,
  at: 0,
  reason: 'not claimed everywhere',
  isFinal: false,
} as const;
