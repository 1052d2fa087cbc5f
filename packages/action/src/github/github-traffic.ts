import type { Clock } from '@kling-automation/core';
import { createWriteQueue, type WriteQueue } from './write-queue.ts';

/** What all requests of a step to GitHub share: the pace of their writes, and the rate limit. */
export interface GithubTraffic {
  readonly queue: WriteQueue;
  /** Notes the rate limit that a response shows. */
  note(headers: Readonly<Record<string, unknown>>): void;
  /** What the last response showed; undefined before it, and for servers without a limit. */
  rateLimit(): RateLimit | undefined;
}

/** What GitHub still allows a token. */
export interface RateLimit {
  readonly remaining: number;
  /** When it is full again, in milliseconds since 1970. */
  readonly resetAt: number;
}

/** Creates the traffic of one step; nothing is sent with it. */
export function createGithubTraffic(clock: Clock): GithubTraffic {
  let last: RateLimit | undefined;
  return {
    queue: createWriteQueue(clock),
    note(headers) {
      const remaining = Number(headers['x-ratelimit-remaining'] ?? Number.NaN);
      const resetAt = Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000;
      if (!Number.isNaN(remaining + resetAt)) last = { remaining, resetAt };
    },
    rateLimit: () => last,
  };
}
