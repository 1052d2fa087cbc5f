import type { Clock } from '@kling-automation/core';

/**
 * A clock on which pauses of up to 10 s pass at once. Longer ones are the time limits of
 * exchanges: they never pass, and end when they are called off.
 */
export function createHastyClock(): Clock {
  let now = Date.UTC(2026, 10, 22);
  return {
    now: () => now,
    sleep(milliseconds, signal) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        if (milliseconds > 10_000) return;
        setImmediate(() => {
          now += milliseconds;
          resolve();
        });
      });
    },
  };
}
