import { describe, expect, test } from 'vitest';
import { GithubError } from './github-error.ts';
import { persist } from './persist.ts';
import { errorResponse, noResponse } from './testing/fake-github.ts';

function createClock() {
  const pauses: number[] = [];
  return {
    pauses,
    now: () => 0,
    sleep: async (milliseconds: number) => {
      pauses.push(milliseconds);
    },
  };
}

const rateLimit = (retryAfterSeconds: number) =>
  new GithubError({ what: 'Asking', status: 403, apiMessage: 'slow down', retryAfterSeconds });

describe('persistence', () => {
  test('tries five times, with longer and longer pauses', async () => {
    const clock = createClock();
    const { signal } = new AbortController();
    const attempt = () => Promise.reject(errorResponse(502, 'Bad Gateway'));

    await expect(persist(attempt, { clock, signal })).rejects.toThrow('status 502');
    expect(clock.pauses).toEqual([1000, 2000, 4000, 8000]);
  });

  test.each([
    ['no response', noResponse(), [1000]],
    ['status 500', errorResponse(500, 'x'), [1000]],
    ['status 429', errorResponse(429, 'x'), [1000]],
    ['a rate limit for a while', rateLimit(20), [20_000]],
  ])('passes %s', async (_what, error, pauses) => {
    const clock = createClock();
    const failures = [error];
    const attempt = async () => {
      const failure = failures.pop();
      if (failure !== undefined) throw failure;
      return 'done';
    };

    const result = await persist(attempt, { clock, signal: new AbortController().signal });

    expect(result).toBe('done');
    expect(clock.pauses).toEqual(pauses);
  });

  test.each([
    ['a refused request', errorResponse(403, 'Resource not accessible by integration')],
    ['a rate limit for an hour', rateLimit(3600)],
    ['a issue that is not GitHub’s', new Error('ENOSPC')],
  ])('gives up at once at %s', async (_what, error) => {
    const clock = createClock();
    const attempt = () => Promise.reject(error);

    await expect(persist(attempt, { clock, signal: new AbortController().signal })).rejects.toBe(
      error,
    );
    expect(clock.pauses).toEqual([]);
  });

  test('throws the reason of a signal untouched', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const attempt = async () => {
      controller.abort(reason);
      throw noResponse();
    };

    await expect(
      persist(attempt, { clock: createClock(), signal: controller.signal }),
    ).rejects.toBe(reason);
  });
});
