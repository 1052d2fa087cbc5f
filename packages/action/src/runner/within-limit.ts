import type { Clock } from '@kling-automation/core';
import { untilCancelled } from './until-cancelled.ts';

/**
 * Runs what may take no longer than it is worth.
 *
 * @throws {Error} that GitHub did not respond in time, or the signal's reason.
 */
export async function withinLimit<Value>(
  operation: (signal: AbortSignal) => Promise<Value>,
  options: {
    readonly milliseconds: number;
    readonly clock: Clock;
    readonly signal: AbortSignal;
  },
): Promise<Value> {
  const { clock, milliseconds, signal } = options;
  const [late, ended] = [new AbortController(), new AbortController()];
  // The timer of an operation that has ended rejects, which is of no interest.
  clock
    .sleep(milliseconds, ended.signal)
    .then(() => late.abort(new Error(`GitHub did not respond within ${milliseconds / 1000} s.`)))
    .catch(() => undefined);
  const limited = AbortSignal.any([signal, late.signal]);
  try {
    return await untilCancelled(operation(limited), limited);
  } finally {
    ended.abort();
  }
}
