import { setTimeout as wait } from 'node:timers/promises';

import type { Clock } from '../ports.ts';

/** Node holds no longer timer: beyond this, one fires after a millisecond. */
const longestTimerMilliseconds = 2 ** 31 - 1;

/**
 * The clock of this machine. `now` counts from the start of the process and never runs backwards,
 * also when the system time is set; `sleep` takes any length, `Infinity` included.
 */
export const systemClock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),

  async sleep(milliseconds, signal) {
    signal?.throwIfAborted();
    let leftMilliseconds = milliseconds;
    while (leftMilliseconds > 0) {
      const sliceMilliseconds = Math.min(leftMilliseconds, longestTimerMilliseconds);
      await waitSlice(sliceMilliseconds, signal);
      leftMilliseconds -= sliceMilliseconds;
    }
  },
};

async function waitSlice(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return await wait(milliseconds);
  try {
    await wait(milliseconds, undefined, { signal });
  } catch {
    // Node wraps the reason in an AbortError of its own; the caller is promised it untouched.
    throw signal.reason;
  }
}
