import type { Clock } from '@kling-automation/core';
import { createUndiciTransport as createTransport } from '@kling-automation/core/node';

/** Replaces `core/node` in the programs of READMEs: the API is the test's, and pauses are short. */
export { downloadVideo } from '@kling-automation/core/node';

/** core's own transport, to the API that the test names. */
export const createUndiciTransport: typeof createTransport = (options) =>
  createTransport({ ...options, baseUrl: process.env.KLING_PROGRAM_API });

let nowMilliseconds = Date.now();

/**
 * Pauses pass at once. Those of 10 s and more never do: they are the time limits of requests, and
 * are cancelled when the response is there.
 */
export const systemClock: Clock = {
  now: () => nowMilliseconds,
  sleep(milliseconds, signal) {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      if (milliseconds >= 10_000) return;
      setImmediate(() => {
        nowMilliseconds += milliseconds;
        resolve();
      });
    });
  },
};
