import { runWithin } from '../client/run-within.ts';
import { LedgerError } from '../errors/before-submission.ts';
import { isError } from '../errors/is-error.ts';
import type { Clock } from '../ports.ts';

/** What bounds the calls of a ledger, which may hang, fail or ignore an abort. */
export interface LedgerTime {
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  /**
   * How long a pending call that changes the ledger is awaited after an abort, in milliseconds:
   * longer loses fewer records, shorter stops sooner. @default 700
   */
  readonly graceMilliseconds?: number | undefined;
}

/** Even at the deadline a ledger has so long to respond, in milliseconds. */
const minMilliseconds = 1000;

/** Recording what was paid may take so long after the deadline, in milliseconds. */
const minRecordMilliseconds = 15_000;

/** The whole still stops within a second. */
const defaultGraceMilliseconds = 700;

/**
 * Makes a call to the ledger before a POST. When it fails, nothing may be submitted.
 *
 * @throws {LedgerError} when it fails or takes too long; `failure` explains what could not be done.
 * @throws {BudgetExceededError} as the call does.
 * @throws the signal's reason, untouched, when the signal aborts.
 */
export async function callBeforePost<Value>(
  call: (signal: AbortSignal) => Promise<Value>,
  failure: string,
  { clock, deadline, signal }: LedgerTime,
  graceMilliseconds = 0,
): Promise<Value> {
  const milliseconds = Math.max(minMilliseconds, deadline - clock.now());
  try {
    return await runWithin(clock, call, { milliseconds, graceMilliseconds, signal }, late);
  } catch (cause) {
    const isStopped = signal?.aborted === true && cause === signal.reason;
    if (isStopped || isError(cause, 'budget-exceeded')) throw cause;
    throw new LedgerError({ what: `${failure} (${textOf(cause)}). Nothing was submitted.`, cause });
  }
}

/**
 * Makes a call to the ledger that claims a video. A claim that may be granted is awaited for a
 * moment after an abort: it can only be given back once it is known.
 *
 * @throws what {@link callBeforePost} throws.
 */
export function callForClaim<Value>(
  call: () => Promise<Value>,
  failure: string,
  time: LedgerTime,
): Promise<Value> {
  const { graceMilliseconds = defaultGraceMilliseconds } = time;
  return callBeforePost(call, failure, time, graceMilliseconds);
}

/**
 * Makes a call to the ledger after a POST, also when the run was stopped: it may name what was paid.
 *
 * @returns the error when it fails or takes too long; undefined when all is well.
 */
export async function callAfterPost(
  call: () => Promise<void>,
  { failure, taskId }: { readonly failure: string; readonly taskId?: string | undefined },
  { clock, deadline, graceMilliseconds = defaultGraceMilliseconds, signal }: LedgerTime,
): Promise<LedgerError | undefined> {
  const milliseconds = Math.max(minRecordMilliseconds, deadline - clock.now());
  const time =
    signal?.aborted === true
      ? { milliseconds: graceMilliseconds }
      : { milliseconds, graceMilliseconds, signal };
  try {
    await runWithin(clock, call, time, late);
    return undefined;
  } catch (cause) {
    return new LedgerError({ what: `${failure} (${textOf(cause)}).`, taskId, cause });
  }
}

function late(): Error {
  return new Error('it did not respond in time');
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
}
