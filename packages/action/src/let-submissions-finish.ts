import type { Client, Clock } from '@kling-automation/core';

/**
 * Lets a submission that is under way at a cancel come to its end: its answer names what was paid.
 * The runner leaves 7.5 s; none that has not begun is sent any more.
 */
export function letSubmissionsFinish(
  client: Client,
  {
    clock,
    patienceMilliseconds = 4000,
    signal,
  }: {
    readonly clock: Clock;
    readonly signal: AbortSignal;
    /** How long an answer is awaited after the cancel. @default 4000 */
    readonly patienceMilliseconds?: number | undefined;
  },
): Client {
  return {
    ...client,
    async submit(request, options = {}) {
      const late = new AbortController();
      const over = new AbortController();
      const abortLater = () => {
        const patience = clock.sleep(patienceMilliseconds, over.signal);
        // When the answer came first, the rest of the patience is called off.
        patience.then(() => late.abort(signal.reason)).catch(() => {});
      };
      signal.addEventListener('abort', abortLater, { once: true });
      try {
        return await client.submit(request, {
          ...options,
          signal: late.signal,
          async beforePost() {
            signal.throwIfAborted();
            await options.beforePost?.();
          },
        });
      } finally {
        signal.removeEventListener('abort', abortLater);
        over.abort();
      }
    },
  };
}
