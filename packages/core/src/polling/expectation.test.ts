import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTimings, documentedRunTime } from './expectation.ts';

describe('timings', () => {
  test('expect the documented run time before any task was seen', () => {
    expect(createTimings().expect('std 5 s')).toEqual({
      medianSeconds: expect.closeTo(104, 6),
      sigma: expect.closeTo(0.43, 6),
      surprise: 0.1,
    });
  });

  test('move to what was seen, and trust it more', () => {
    const timings = createTimings();
    for (let task = 0; task < 30; task += 1) timings.observe('std 5 s', task % 2 === 0 ? 66 : 74);

    const { medianSeconds, sigma, surprise } = timings.expect('std 5 s');

    expect(medianSeconds).toBeGreaterThan(69);
    expect(medianSeconds).toBeLessThan(74);
    expect(sigma).toBeLessThan(0.2);
    expect(surprise).toBeCloseTo(0.0032, 4);
  });

  test('keep the classes apart', () => {
    const timings = createTimings();
    timings.observe('pro 15 s', 170);

    expect(timings.expect('std 5 s').medianSeconds).toBeCloseTo(documentedRunTime.medianSeconds, 6);
  });

  test('believe an API that has become faster within fifty tasks', () => {
    const timings = createTimings();
    for (let task = 0; task < 200; task += 1) timings.observe('std 5 s', 100);
    for (let task = 0; task < 50; task += 1) timings.observe('std 5 s', 50);

    expect(timings.expect('std 5 s').medianSeconds).toBeLessThan(70);
  });

  test('stay usable whatever was observed', () => {
    const seconds = fc.array(fc.double({ min: -10, max: 1e6, noNaN: true }), { maxLength: 80 });
    fc.assert(
      fc.property(seconds, (observed) => {
        const timings = createTimings();
        for (const value of observed) timings.observe('any', value);

        const { medianSeconds, sigma, surprise } = timings.expect('any');

        expect(medianSeconds).toBeGreaterThan(0);
        expect(sigma).toBeGreaterThanOrEqual(0.1);
        expect(surprise).toBeGreaterThan(0);
        expect(surprise).toBeLessThanOrEqual(0.1);
      }),
    );
  });
});
