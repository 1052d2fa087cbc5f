import { describe, expect, test } from 'vitest';
import type { Spending } from '../ports.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createCallSpending, reserve, type SpendingLimit, settle } from './spending-limits.ts';

/** Counts what is reserved, as a ledger that all runs share would; each call takes 100 ms. */
function createSharedSpending(clock: ReturnType<typeof createVirtualClock>) {
  const credits = new Map<string, number>();
  const calls: string[] = [];
  const count = (name: string) => async (key: string, attempt: number, value: number) => {
    await clock.sleep(100);
    calls.push(`${name} ${key}.${attempt} ${value}`);
    credits.set(`${key}.${attempt}`, value);
  };
  const spending: Spending = {
    reserve: count('reserve'),
    settle: count('settle'),
    async total() {
      await clock.sleep(100);
      return [...credits.values()].reduce((sum, value) => sum + value, 0);
    },
  };
  return { calls, credits, spending };
}

const reservation = { key: 'a', attempt: 1, credits: 300, earlierCredits: 200 };

function setUp(random: () => number = () => 0.5) {
  const clock = createVirtualClock();
  const signal = new AbortController().signal;
  const ports = { clock, random, signal };
  const shared = createSharedSpending(clock);
  const limitOf = (maxCredits: number | undefined, name?: string): SpendingLimit => ({
    maxCredits,
    name,
    spending: shared.spending,
    isShared: true,
  });
  return { clock, limitOf, ports, shared };
}

describe('A shared limit', () => {
  test('counts a submission before its POST, and what it cost after it', async () => {
    const { limitOf, ports, shared } = setUp();
    const limits = [limitOf(300)];

    await reserve(limits, reservation, ports);
    await settle(limits, { ...reservation, credits: 900 });

    expect(shared.calls).toEqual(['reserve a.1 300', 'settle a.1 900']);
    expect(await shared.spending.total()).toBe(900);
  });

  test('without a figure only counts', async () => {
    const { limitOf, ports, shared } = setUp();

    await reserve([limitOf(undefined)], reservation, ports);

    expect(await shared.spending.total()).toBe(300);
  });

  test('refuses after three more tries, with a random pause before each', async () => {
    const pauses = [0.1, 0.5, 0.9];
    const { clock, limitOf, ports, shared } = setUp(() => pauses.shift() ?? 1);
    shared.credits.set('other.1', 100);

    const reserved = reserve([limitOf(399, 'the limit for May')], reservation, ports);

    await expect(reserved).rejects.toMatchObject({
      code: 'budget-exceeded',
      neededCredits: 300,
      spentCredits: 100,
      maxCredits: 399,
      message:
        'This video costs 300 credits and up to 100 are already spent: together more than the limit for May of 399. Nothing was submitted for it. A limit of 400 would allow it.',
    });
    expect(shared.calls.filter((call) => call === 'reserve a.1 300')).toHaveLength(4);
    expect(shared.calls.filter((call) => call === 'settle a.1 0')).toHaveLength(3);
    expect(clock.elapsed()).toBe(500 + 2500 + 4500 + 4 * 200 + 3 * 100);
  });

  test('gives way to a run that gives back in time', async () => {
    const { clock, limitOf, ports, shared } = setUp();
    shared.credits.set('other.1', 300);
    void clock.sleep(2000).then(() => shared.credits.set('other.1', 0));

    await reserve([limitOf(300)], reservation, ports);

    expect(await shared.spending.total()).toBe(300);
  });

  test('stops pausing when it is stopped', async () => {
    const { clock, limitOf, ports, shared } = setUp();
    shared.credits.set('other.1', 300);
    const stop = new AbortController();
    void clock.sleep(1000).then(() => stop.abort(new Error('stopped')));

    const reserved = reserve([limitOf(300)], reservation, { ...ports, signal: stop.signal });

    await expect(reserved).rejects.toThrow('stopped');
    expect(await shared.spending.total()).toBe(300);
  });

  test('lets exactly one of two runs go that race for the last 300 credits', async () => {
    const { limitOf, ports, shared } = setUp();
    shared.credits.set('other.1', 700);
    const run = (key: string, random: number) =>
      reserve([limitOf(1000)], { ...reservation, key }, { ...ports, random: () => random });

    const runs = await Promise.allSettled([run('a', 0.2), run('b', 0.8)]);

    expect(runs.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(shared.credits.get('a.1')).toBe(300);
  });
});

describe('The limit of a call', () => {
  const limitOf = (maxCredits: number, lost: readonly (readonly [string, number])[]) => {
    const spending = createCallSpending(new Map(lost));
    return { maxCredits, spending, isShared: false };
  };

  test('counts what its videos cost before, each once, with what it pays', async () => {
    const { ports } = setUp();
    const limit = limitOf(1100, [
      ['a', 200],
      ['b', 600],
    ]);
    expect(await limit.spending.total()).toBe(800);

    await reserve([limit], reservation, ports);

    expect(await limit.spending.total()).toBe(1100);
  });

  test('counts what another run lost on a key since the call began', async () => {
    const { clock, ports } = setUp();

    const reserved = reserve([limitOf(499, [['a', 0]])], reservation, ports);

    await expect(reserved).rejects.toMatchObject({
      spentCredits: 200,
      message:
        'This video costs 300 credits and up to 200 are already spent: together more than the limit of 499. Nothing was submitted for it. 200 of the spent credits are for tasks that failed, which are probably refunded: check the API in One dashboard. A limit of 500 would allow it.',
    });
    expect(clock.elapsed()).toBe(0);
  });

  test('counts what the API charged for what the call paid, and nothing else', async () => {
    const { ports } = setUp();
    const limit = limitOf(5000, [['b', 600]]);
    await reserve([limit], reservation, ports);

    await settle([limit], { ...reservation, credits: 900 });
    await settle([limit], { ...reservation, key: 'b', credits: 900 });

    expect(await limit.spending.total()).toBe(200 + 900 + 600);
  });
});
