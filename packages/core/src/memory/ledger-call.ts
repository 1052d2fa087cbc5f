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
}

/** Even at the deadline a ledger has so long to respond, in milliseconds. */
const minMilliseconds = 1000;

/** Recording what was paid may take so long after the deadline, in milliseconds … */
const minRecordMilliseconds = 15_000;

/** … and so long after an abort, so that the whole still stops within a second. */
const recordGraceMilliseconds = 700;

/**
 * Makes a call to the ledger before a POST. When it fails, nothing may be submitted.
 *
 * @throws {LedgerError} when it fails or takes too long; `failure` says what could not be done.
 * @throws {BudgetExceededError} as the call does.
 * @throws the signal's reason, untouched, when the signal aborts.
 */
export async function callBeforePost<Value>(
  call: (signal: AbortSignal) => Promise<Value>,
  failure: string,
  { clock, deadline, signal }: LedgerTime,
): Promise<Value> {
  const milliseconds = Math.max(minMilliseconds, deadline - clock.now());
  try {
    return await runWithin(clock, call, { milliseconds, signal }, late);
  } catch (cause) {
    const isStopped = signal?.aborted === true && cause === signal.reason;
    if (isStopped || isError(cause, 'budget-exceeded')) throw cause;
    throw new LedgerError({ what: `${failure} (${textOf(cause)}). Nothing was submitted.`, cause });
  }
}

/**
 * Makes a call to the ledger after a POST, also when the run was stopped: it may name what was paid.
 *
 * @returns the error when it fails or takes too long; undefined when all is well.
 */
export async function callAfterPost(
  call: () => Promise<void>,
  { failure, taskId }: { readonly failure: string; readonly taskId?: string | undefined },
  { clock, deadline, signal }: LedgerTime,
): Promise<LedgerError | undefined> {
  const milliseconds = Math.max(minRecordMilliseconds, deadline - clock.now());
  const time =
    signal?.aborted === true
      ? { milliseconds: recordGraceMilliseconds }
      : { milliseconds, graceMilliseconds: recordGraceMilliseconds, signal };
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
