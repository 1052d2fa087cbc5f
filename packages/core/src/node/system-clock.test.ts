import { describe, expect, test } from 'vitest';

import { systemClock } from './system-clock.ts';

const reason = new Error('cancelled by the user');

describe('now', () => {
  test('is in whole milliseconds since 1970', () => {
    const now = systemClock.now();

    expect(Number.isInteger(now)).toBe(true);
    expect(now).toBeGreaterThan(Date.UTC(2024));
  });
});

describe('sleep', () => {
  test('lasts as long as asked', async () => {
    const start = performance.now();

    await systemClock.sleep(20);

    // Node's timers count in whole milliseconds and may be a fraction early.
    expect(performance.now() - start).toBeGreaterThan(18);
  });

  test('ends with the reason of the signal when it aborts', async () => {
    const controller = new AbortController();
    const outcome = expect(systemClock.sleep(60_000, controller.signal)).rejects.toBe(reason);

    controller.abort(reason);

    await outcome;
  });

  test('does not begin when the signal has aborted before', async () => {
    await expect(systemClock.sleep(0, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test.each([2 ** 31, Number.POSITIVE_INFINITY])('may last %d ms', async (milliseconds) => {
    const controller = new AbortController();
    let isOver = false;
    const sleep = systemClock.sleep(milliseconds, controller.signal).finally(() => {
      isOver = true;
    });
    const outcome = expect(sleep).rejects.toBe(reason);

    await systemClock.sleep(20);

    expect(isOver).toBe(false);
    controller.abort(reason);
    await outcome;
  });

  test.each([0, -1])('of %d ms is over at once', async (milliseconds) => {
    await expect(systemClock.sleep(milliseconds)).resolves.toBeUndefined();
  });
});
