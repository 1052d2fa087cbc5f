import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createClaimWait } from './claim-wait.ts';

function setUp() {
  const clock = createVirtualClock();
  const wait = createClaimWait(clock);
  const start = clock.now();
  /** Waits, and returns when it ended: seconds since the start. */
  const endOf = async (deadlineSeconds: number) => {
    await wait(start + deadlineSeconds * 1000);
    return clock.elapsed() / 1000;
  };
  return { clock, endOf, start, wait };
}

describe('The wait for the claim of another run', () => {
  test('lasts 10 s', async () => {
    const { endOf } = setUp();

    expect(await endOf(600)).toBe(10);
    expect(await endOf(600)).toBe(20);
  });

  test('ends at one moment for all videos of a run', async () => {
    const { clock, endOf } = setUp();
    const first = endOf(600);
    await clock.sleep(7000);

    expect(await Promise.all([first, endOf(600)])).toEqual([10, 10]);
  });

  test('ends at the deadline at the latest', async () => {
    const { endOf } = setUp();

    expect(await endOf(3)).toBe(3);
    expect(await endOf(2)).toBe(3);
  });

  test('ends at once when it is stopped', async () => {
    const { clock, start, wait } = setUp();
    const stop = new AbortController();
    void clock.sleep(2000).then(() => stop.abort(new Error('stopped')));

    await expect(wait(start + 600_000, stop.signal)).rejects.toThrow('stopped');
    expect(clock.elapsed()).toBe(2000);
  });
});
