import type { Clock } from '@kling-automation/core';
import { createUndiciTransport as createTransport } from '@kling-automation/core/node';
import { createVirtualClock } from '@kling-automation/core/testing';

/** Replaces `core/node` in the programs of READMEs: the API is the test's, and pauses are short. */
export { createFileLedger, downloadVideo } from '@kling-automation/core/node';

/** core's own transport, to the API that the test names. */
export const createUndiciTransport: typeof createTransport = (options) =>
  createTransport({ ...options, baseUrl: process.env.KLING_PROGRAM_API });

/** Pauses pass at once; the time limits of requests do not. */
export const systemClock: Clock = createVirtualClock({ timeLimitMilliseconds: 10_000 });
