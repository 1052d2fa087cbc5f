import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measurePolling } from '../testing/measure-polling.ts';
import { drawRunTimes } from '../testing/run-times.ts';
import { createTimings } from './expectation.ts';
import { createPollSchedule } from './poll-schedule.ts';

/** polls × mean lag can be no less than this for a median of 100 s and σ 0.35 (Cauchy–Schwarz). */
const limit = 30.5;

const usual = drawRunTimes({ count: 1000, medianSeconds: 100, sigma: 0.35 });
const faster = drawRunTimes({ count: 1000, medianSeconds: 50, sigma: 0.35 });
const slower = drawRunTimes({ count: 1000, medianSeconds: 300, sigma: 0.35 });

function learnedFrom(tasks: number) {
  const timings = createTimings();
  for (const seconds of usual.slice(0, tasks)) timings.observe('std 5 s', seconds);
  return createPollSchedule({ expectation: timings.expect('std 5 s') });
}

describe('poll schedule', () => {
  test('needs at most 1.30 × the least polls × lag before it has seen any task', () => {
    const { meanLagSeconds, polls } = measurePolling(createPollSchedule(), usual);

    expect(polls * meanLagSeconds).toBeLessThanOrEqual(1.3 * limit);
  });

  test('needs at most 1.10 × that after 30 tasks of the class', () => {
    const { meanLagSeconds, polls } = measurePolling(learnedFrom(30), usual);

    expect(polls * meanLagSeconds).toBeLessThanOrEqual(1.1 * limit);
  });

  test.each([0, 3, 30, 100])('notices 99 of 100 tasks within 6 s after %i tasks', (tasks) => {
    expect(measurePolling(learnedFrom(tasks), usual).p99LagSeconds).toBeLessThanOrEqual(6);
  });

  test.each([
    ['50 s', 0, faster],
    ['50 s', 100, faster],
    ['300 s', 0, slower],
    ['300 s', 100, slower],
  ])('notices 99 of 100 within 10 s when the median is %s after %i tasks', (_, tasks, runTimes) => {
    expect(measurePolling(learnedFrom(tasks), runTimes).p99LagSeconds).toBeLessThanOrEqual(10);
  });

  test.each([0.5, 1, 2, 5])('keeps near a target lag of %d s', (targetLagSeconds) => {
    const { meanLagSeconds } = measurePolling(createPollSchedule({ targetLagSeconds }), usual);

    expect(meanLagSeconds / targetLagSeconds).toBeGreaterThan(0.8);
    expect(meanLagSeconds / targetLagSeconds).toBeLessThan(1.2);
  });

  test('notices a task that is over in three seconds within four more', () => {
    const { p99LagSeconds } = measurePolling(createPollSchedule(), [1, 2, 3]);

    expect(p99LagSeconds).toBeLessThanOrEqual(4);
  });

  test('keeps every gap between 0.5 s and 8 s once tasks may be ending', () => {
    const elapsed = fc.double({ min: 25, max: 100_000, noNaN: true });
    const seen = fc.array(fc.double({ min: 1, max: 2000, noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(elapsed, seen, (elapsedSeconds, runTimes) => {
        const timings = createTimings();
        for (const seconds of runTimes) timings.observe('any', seconds);
        const schedule = createPollSchedule({ expectation: timings.expect('any') });

        const gap = schedule(elapsedSeconds);

        expect(gap).toBeGreaterThanOrEqual(0.5);
        expect(gap).toBeLessThanOrEqual(8);
      }),
    );
  });

  test('lets the first seconds pass in quiet once it has seen a hundred tasks', () => {
    expect(createPollSchedule()(0)).toBeLessThan(4);
    expect(learnedFrom(100)(0)).toBeGreaterThan(20);
    expect(learnedFrom(100)(0)).toBeLessThanOrEqual(25);
  });

  test('takes a clock that ran backwards for the start', () => {
    const schedule = createPollSchedule();

    expect(schedule(-5)).toBe(schedule(0));
  });
});
