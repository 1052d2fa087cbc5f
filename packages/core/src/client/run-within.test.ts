import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { runWithin, type TimeLimits } from './run-within.ts';

function setUp() {
  const clock = createVirtualClock();
  const signals: AbortSignal[] = [];
  const stop = new AbortController();
  /** Runs an operation that takes so long, whatever its signal does. */
  const run = (milliseconds: number, limits: TimeLimits) =>
    runWithin(
      clock,
      async (signal) => {
        signals.push(signal);
        await clock.sleep(milliseconds);
        return 'done';
      },
      limits,
      () => new Error('too late'),
    );
  return { clock, run, signals, stop };
}

describe('An operation with limits', () => {
  test('returns what it brings in time', async () => {
    const { clock, run, signals, stop } = setUp();

    expect(await run(900, { milliseconds: 1000, signal: stop.signal })).toBe('done');
    expect(clock.elapsed()).toBe(900);
    expect(signals[0]?.aborted).toBe(false);
  });

  test('ends when its time is over, and its signal aborts', async () => {
    const { clock, run, signals } = setUp();

    await expect(run(5000, { milliseconds: 1000 })).rejects.toThrow('too late');
    expect(clock.elapsed()).toBe(1000);
    expect(signals[0]?.aborted).toBe(true);
  });

  test('ends at once on abort, with the reason untouched', async () => {
    const { clock, run, stop } = setUp();
    const reason = { why: 'the user pressed stop' };

    const running = run(5000, { milliseconds: 10_000, signal: stop.signal });
    stop.abort(reason);

    await expect(running).rejects.toBe(reason);
    expect(clock.elapsed()).toBe(0);
  });

  test.each([
    [600, 'done'],
    [800, 'stopped'],
  ])('has a grace of 700 ms after an abort: takes %i ms, is %s', async (milliseconds, end) => {
    const { run, stop } = setUp();

    const limits = { milliseconds: 10_000, graceMilliseconds: 700, signal: stop.signal };
    const running = run(milliseconds, limits).catch(({ message }: Error) => message);
    stop.abort(new Error('stopped'));

    expect(await running).toBe(end);
  });

  test('has no more time for its grace than it had anyway', async () => {
    const { clock, run, stop } = setUp();

    const limits = { milliseconds: 300, graceMilliseconds: 700, signal: stop.signal };
    const running = run(5000, limits);
    stop.abort(new Error('stopped'));

    await expect(running).rejects.toThrow('too late');
    expect(clock.elapsed()).toBe(300);
  });

  test('does not begin when it was stopped before', async () => {
    const { run, signals, stop } = setUp();
    stop.abort(new Error('stopped'));

    await expect(run(1, { milliseconds: 1000, signal: stop.signal })).rejects.toThrow('stopped');
    expect(signals).toEqual([]);
  });

  test('fails as the operation fails', async () => {
    const clock = createVirtualClock();
    const fail = () => Promise.reject(new Error('no such host'));

    const running = runWithin(clock, fail, { milliseconds: 1000 }, () => new Error('too late'));

    await expect(running).rejects.toThrow('no such host');
  });
});
