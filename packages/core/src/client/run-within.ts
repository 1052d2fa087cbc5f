import type { Clock } from '../ports.ts';

/** How long an operation may take. */
export interface TimeLimits {
  readonly milliseconds: number;
  /** How long it may continue after an abort. @default 0 */
  readonly graceMilliseconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs an operation and ends it in time, also one that has no time limit or ignores an abort. Its
 * signal aborts when the time is over.
 *
 * @param late makes the error for an operation that takes too long.
 * @throws the signal's reason, untouched, when the signal aborts.
 */
export async function runWithin<Value>(
  clock: Clock,
  operation: (signal: AbortSignal) => Promise<Value>,
  { graceMilliseconds = 0, milliseconds, signal }: TimeLimits,
  late: () => Error,
): Promise<Value> {
  signal?.throwIfAborted();
  const stop = new AbortController();
  const over = new AbortController();
  const stopAfter = (pause: number, reason: () => unknown) => {
    const timer = clock.sleep(pause, over.signal);
    // The timer of an operation that is over rejects, which is of no interest.
    timer.then(() => stop.abort(reason())).catch(() => {});
  };
  const onAbort = () => stopAfter(graceMilliseconds, () => signal?.reason);

  stopAfter(milliseconds, late);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([operation(stop.signal), rejectionOf(stop.signal)]);
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    over.abort();
  }
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
