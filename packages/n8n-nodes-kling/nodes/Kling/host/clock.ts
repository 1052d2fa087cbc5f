import type { Clock } from '@kling-automation/core';
import { sleep } from 'n8n-workflow';

/** The time of the machine that runs n8n. */
export const hostClock: Clock = {
  now: () => Date.now(),

  async sleep(milliseconds, signal) {
    const end = Date.now() + milliseconds;
    signal?.throwIfAborted();
    for (let left = milliseconds; left > 0; left = end - Date.now()) {
      await sleepSlice(Math.min(left, longestSlice), signal);
    }
  },
};

/** A timer that an abort cannot clear (n8n before 2.36) outlives its sleep by no more than this. */
const longestSlice = 5000;

/** Races n8n's own sleep with the signal: before n8n 2.36 it ignores the signal silently. */
function sleepSlice(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return sleep(milliseconds);
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    sleep(milliseconds, signal).then(
      () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      },
      () => onAbort(),
    );
  });
}
