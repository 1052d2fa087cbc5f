import { assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawRunTime } from './run-time.ts';

describe('the run time', () => {
  test('is between 60 and 180 s, and begins with a short queue, for every seed', () =>
    assert(
      property(integer(), integer({ min: 1 }), (seed, ordinal) => {
        const { queuedSeconds, totalSeconds } = drawRunTime(seed, ordinal);
        expect(totalSeconds).toBeGreaterThanOrEqual(60);
        expect(totalSeconds).toBeLessThanOrEqual(180);
        expect(queuedSeconds).toBeGreaterThan(0);
        expect(queuedSeconds).toBeLessThan(totalSeconds / 8);
      }),
    ));

  test('has its median near 104 s', () => {
    const times = Array.from({ length: 1001 }, (_, index) => drawRunTime(1, index).totalSeconds);

    const median = times.toSorted((one, other) => one - other)[500];

    expect(median).toBeGreaterThan(101);
    expect(median).toBeLessThan(107);
  });

  test('is the same for the same seed and ordinal', () => {
    const first = [1, 2, 3].map((ordinal) => drawRunTime(7, ordinal));

    const again = [1, 2, 3].map((ordinal) => drawRunTime(7, ordinal));

    expect(again).toEqual(first);
    expect(new Set(first.map(({ totalSeconds }) => totalSeconds)).size).toBe(3);
  });
});
