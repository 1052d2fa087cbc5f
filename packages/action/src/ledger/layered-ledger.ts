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
      for (const layer of layers) {
        if (!(await layer.claim(key, intent, previous))) {
          const withdrawal = {
            state: 'failed',
            at: intent.at,
            reason: 'claimed elsewhere',
          } as const;
          await Promise.allSettled(claimed.map((other) => other.record(key, withdrawal)));
          return false;
        }
        claimed.push(layer);
      }
      return true;
    },
    record,
  };
}
