import type { Clock } from '../ports.ts';

/** A clock of virtual time: when everybody sleeps, it jumps to the first who wakes. */
export interface VirtualClock extends Clock {
  /** Milliseconds since the clock was made. */
  elapsed(): number;
}

interface Sleeper {
  readonly wakesAt: number;
  readonly wake: () => void;
}

/** Starts at 2026-01-01T00:00:00Z. */
export function createVirtualClock(
  options: {
    /**
     * Sleeps this long or longer are the time limits of real I/O: they end by their signal alone.
     *
     * @default Infinity
     */
    readonly timeLimitMilliseconds?: number | undefined;
  } = {},
): VirtualClock {
  const { timeLimitMilliseconds = Number.POSITIVE_INFINITY } = options;
  const start = 1_767_225_600_000;
  let now = start;
  let sleepers: readonly Sleeper[] = [];
  let isJumping = false;

  // The event loop turns once between jumps, so all that can go on at this instant does.
  const jumpSoon = () => {
    if (isJumping || sleepers.length === 0) return;
    isJumping = true;
    setImmediate(() => {
      isJumping = false;
      const [first] = [...sleepers].sort((a, b) => a.wakesAt - b.wakesAt);
      if (first === undefined) return;
      now = Math.max(now, first.wakesAt);
      sleepers = sleepers.filter((sleeper) => sleeper !== first);
      first.wake();
      jumpSoon();
    });
  };

  return {
    now: () => now,
    elapsed: () => now - start,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const onAbort = () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal?.reason);
        };
        const wake = () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        };
        const sleeper = { wakesAt: now + Math.max(0, milliseconds), wake };
        signal?.addEventListener('abort', onAbort, { once: true });
        if (milliseconds >= timeLimitMilliseconds) return;
        sleepers = [...sleepers, sleeper];
        jumpSoon();
      }),
  };
}
