import type { Clock, Ledger } from '@kling-automation/core';

/** The calls to a ledger that have not ended yet. */
export interface LedgerCalls {
  /** Passes calls on to a ledger and remembers them until they end. */
  track(ledger: Ledger): Ledger;
  /** Resolves when no call is left, or after 5 s. */
  settled(): Promise<void>;
}

const maxMilliseconds = 5000;

/**
 * Core does not wait long for a ledger when the step is cancelled. What it still writes must reach
 * it before the process ends: a paid task, or that a claim came to nothing.
 */
export function createLedgerCalls(clock: Clock): LedgerCalls {
  const calls = new Set<Promise<unknown>>();
  const remember = <Value>(call: Promise<Value>): Promise<Value> => {
    calls.add(call);
    const forget = () => calls.delete(call);
    call.then(forget, forget);
    return call;
  };
  return {
    track: (ledger) => ({
      ...ledger,
      claim: (...claim) => remember(ledger.claim(...claim)),
      record: (key, entry) => remember(ledger.record(key, entry)),
    }),
    async settled() {
      const over = new AbortController();
      const timeout = clock.sleep(maxMilliseconds, over.signal).then(
        () => true,
        () => true,
      );
      let isOver = false;
      while (calls.size > 0 && !isOver) {
        // A call that ends may lead to the next one.
        isOver = await Promise.race([timeout, Promise.allSettled(calls).then(() => false)]);
      }
      over.abort();
      await timeout;
    },
  };
}
