import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backOffMilliseconds } from './back-off.ts';

describe('back-off', () => {
  test.each([
    [1, 750],
    [2, 1500],
    [3, 3000],
    [4, 6000],
    [5, 12_000],
    [6, 22_500],
    [100, 22_500],
  ])('pauses after failure %i for %i ms in the middle of its jitter', (failures, pause) => {
    expect(backOffMilliseconds(failures, () => 0.5)).toBe(pause);
  });

  test('never waits less than half a second or more than thirty', () => {
    const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), draw, (failures, random) => {
        const pause = backOffMilliseconds(failures, () => random);

        expect(pause).toBeGreaterThanOrEqual(500);
        expect(pause).toBeLessThanOrEqual(30_000);
      }),
    );
  });
});
