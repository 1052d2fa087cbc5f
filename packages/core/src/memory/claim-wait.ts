import type { Clock } from '../ports.ts';

/** Waits until the ledger may be read again for a claim of another run, until the deadline at most. */
export type ClaimWait = (deadline: number, signal?: AbortSignal) => Promise<void>;

/** A claim of another run is looked at so often, in milliseconds. */
const claimReadMilliseconds = 10_000;

/**
 * All videos of a run wait for the same moment, so a ledger that lists many keys at once is asked
 * once for all of them.
 */
export function createClaimWait(clock: Clock): ClaimWait {
  let nextRead = 0;
  return async (deadline, signal) => {
    const now = clock.now();
    if (nextRead <= now) nextRead = now + claimReadMilliseconds;
    await clock.sleep(Math.max(0, Math.min(nextRead, deadline) - now), signal);
  };
}
