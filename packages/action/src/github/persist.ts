import type { Clock } from '@kling-automation/core';
import { GithubError } from './github-error.ts';

/** How to continue after a failure. */
export interface Persistence {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whether another attempt may help. @default if GitHub may recover by itself */
  readonly mayPass?: ((error: unknown) => boolean) | undefined;
}

/** Waits between attempts, in seconds; there is one attempt more. */
const pauses = [1, 2, 4, 8];

/** A longer wait is not worth a runner's minutes. */
const longestPauseSeconds = 60;

/**
 * Tries until it succeeds, as long as the failure may pass: five times at most.
 *
 * @param attempt must read the state again, because an attempt that failed may have succeeded
 * on the other side.
 * @throws what the last attempt threw, or the signal's reason.
 */
export async function persist<Result>(
  attempt: () => Promise<Result>,
  { clock, mayPass = isPassing, signal }: Persistence,
): Promise<Result> {
  for (const pause of pauses) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      const seconds = Math.max(pause, askedPause(error));
      if (!mayPass(error) || seconds > longestPauseSeconds) throw error;
      await clock.sleep(seconds * 1000, signal);
    }
  }
  signal.throwIfAborted();
  return await attempt();
}

/** Whether GitHub may recover by itself. */
export function isPassing(error: unknown): boolean {
  return error instanceof GithubError && error.isPassing;
}

function askedPause(error: unknown): number {
  return error instanceof GithubError ? (error.retryAfterSeconds ?? 0) : 0;
}
