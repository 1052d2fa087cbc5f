import { describe, expect, test } from 'vitest';
import type { Ledger } from '../ports.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { guardLedger } from './guarded-ledger.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { createMemoryLedger } from './memory-ledger.ts';
import { createCallSpending } from './spending-limits.ts';

const intent = { state: 'submitting', attempt: 1, at: 1, credits: 300, owner: 'run 7' } as const;
const task = { state: 'submitted', attempt: 1, at: 1, taskId: 'task_1', submittedAt: 1 } as const;
const rejection = { state: 'failed', attempt: 1, at: 1, reason: 'other', isFinal: false } as const;
const reservation = { key: 'key', attempt: 1, credits: 300, earlierCredits: 0 };

const hang = () => new Promise<never>(() => {});
const broken = () => Promise.reject(new Error('disk full.'));

function setUp(
  ledger: Partial<Ledger>,
  options: { signal?: AbortSignal; maxCredits?: number } = {},
) {
  const { maxCredits, signal } = options;
  const clock = createVirtualClock();
  const failures: Error[] = [];
  const memory = createMemoryLedger();
  const spending = ledger.spending ?? createCallSpending(new Map());
  const guarded = guardLedger(
    { ...memory, ...ledger },
    {
      clock,
      random: () => 0.5,
      deadline: clock.now() + 60_000,
      limits: [{ maxCredits, spending, isShared: true }],
      signal,
      onFailure: (error) => failures.push(error),
    },
  );
  return { clock, failures, guarded, memory };
}

const reason = new Error('stopped');

function stopAfter10Seconds(clock: ReturnType<typeof createVirtualClock>, stop: AbortController) {
  void clock.sleep(10_000).then(() => stop.abort(reason));
}

describe('A guarded ledger', () => {
  test('passes on what the ledger responds', async () => {
    const { failures, guarded } = setUp({});

    expect(await guarded.read('key')).toBeUndefined();
    expect(await guarded.claim('key', intent, undefined)).toBe(true);
    expect(await guarded.claim('key', intent, undefined)).toBe(false);
    await guarded.reserve(reservation);
    await guarded.record('key', task);
    await guarded.settle({ ...reservation, credits: 900 });
    expect(await guarded.read('key')).toEqual(task);
    expect(failures).toEqual([]);
  });

  const spendingThat = (call: () => Promise<never>) => ({
    reserve: call,
    settle: call,
    total: async () => 0,
  });
  const badLedger = (call: () => Promise<never>): Ledger => ({
    read: call,
    claim: call,
    record: call,
    spending: spendingThat(call),
  });
  const callsBeforePost = [
    ['read', 'The ledger could not be read'],
    ['claim', 'The ledger did not take the claim'],
    ['reserve', 'The ledger could not count what is spent'],
  ] as const;

  describe.each(callsBeforePost)('that fails before a POST: %s', (name, failure) => {
    const call = ({ guarded }: ReturnType<typeof setUp>): Promise<unknown> =>
      ({
        read: () => guarded.read('key'),
        claim: () => guarded.claim('key', intent, undefined),
        reserve: () => guarded.reserve(reservation),
      })[name]();

    test('reports that nothing was submitted', async () => {
      await expect(call(setUp(badLedger(broken)))).rejects.toMatchObject({
        code: 'ledger',
        message: `${failure} (disk full). Nothing was submitted.`,
        mayHaveBeenCharged: false,
        retryable: true,
        cause: new Error('disk full.'),
      });
    });

    test('ends at the deadline when it hangs', async () => {
      const subject = setUp(badLedger(hang));

      await expect(call(subject)).rejects.toMatchObject({
        message: `${failure} (it did not respond in time). Nothing was submitted.`,
      });
      expect(subject.clock.elapsed()).toBe(60_000);
    });

    test('has a second at the deadline', async () => {
      const subject = setUp(badLedger(hang));
      await subject.clock.sleep(60_000);

      await expect(call(subject)).rejects.toMatchObject({ code: 'ledger' });
      expect(subject.clock.elapsed()).toBe(61_000);
    });

    test('ends when the run is stopped, with its reason; only a claim may be granted yet', async () => {
      const stop = new AbortController();
      const subject = setUp(badLedger(hang), { signal: stop.signal });
      stopAfter10Seconds(subject.clock, stop);

      await expect(call(subject)).rejects.toBe(reason);
      expect(subject.clock.elapsed()).toBe(name === 'claim' ? 10_700 : 10_000);
    });
  });

  test('fails with its own error although the run was stopped meanwhile', async () => {
    const stop = new AbortController();
    const read = async () => {
      stop.abort(reason);
      return Promise.reject('locked');
    };
    const { guarded } = setUp({ read }, { signal: stop.signal });

    await expect(guarded.read('key')).rejects.toMatchObject({
      message: 'The ledger could not be read (locked). Nothing was submitted.',
    });
  });

  test('reports that a limit is exceeded as such', async () => {
    const { guarded } = setUp({}, { maxCredits: 299 });

    await expect(guarded.reserve(reservation)).rejects.toMatchObject({ code: 'budget-exceeded' });
  });

  test('gives up a claim that is granted too late, so the next run may claim', async () => {
    const { clock, guarded, memory } = setUp({
      async claim(...claim) {
        await clock.sleep(61_000);
        return memory.claim(...claim);
      },
    });

    await expect(guarded.claim('key', intent, undefined)).rejects.toMatchObject({ code: 'ledger' });
    await clock.sleep(2000);

    expect(await memory.read('key')).toEqual({
      state: 'failed',
      attempt: 1,
      at: 1,
      credits: 0,
      owner: 'run 7',
      reason: 'claimed too late',
      isFinal: false,
    });
  });

  test('leaves a claim alone that is refused too late', async () => {
    const { clock, guarded, memory } = setUp({
      async claim() {
        await clock.sleep(61_000);
        return false;
      },
    });

    await expect(guarded.claim('key', intent, undefined)).rejects.toMatchObject({ code: 'ledger' });
    await clock.sleep(2000);

    expect(await memory.read('key')).toBeUndefined();
  });

  describe.each<[string, LedgerEntry, string, object]>([
    ['a task', task, 'task task_1', { taskId: 'task_1', mayHaveBeenCharged: true }],
    ['a rejection', rejection, 'what became of a submission', { mayHaveBeenCharged: false }],
    [
      'a lost response',
      { ...intent, state: 'ambiguous' },
      'what became of a submission',
      { taskId: undefined },
    ],
  ])('that does not record %s', (_, entry, subject, facts) => {
    test('reports it and continues', async () => {
      const { failures, guarded } = setUp({ record: broken });

      await guarded.record('key', entry);

      expect(failures).toMatchObject([
        { code: 'ledger', message: `The ledger did not record ${subject} (disk full).`, ...facts },
      ]);
    });
  });

  test('reports that it did not count a charge', async () => {
    const { failures, guarded } = setUp({ spending: spendingThat(broken) });

    await guarded.settle(reservation);

    expect(failures).toMatchObject([
      { message: 'The ledger did not count that a submission cost 300 credits (disk full).' },
    ]);
  });

  test('has until the deadline to record what was paid', async () => {
    const { clock, failures, guarded } = setUp({ record: hang });

    await guarded.record('key', task);

    expect(clock.elapsed()).toBe(60_000);
    expect(failures).toMatchObject([
      { message: 'The ledger did not record task task_1 (it did not respond in time).' },
    ]);
  });

  test('has 15 s after the deadline to record what was paid', async () => {
    const { clock, failures, guarded } = setUp({ record: hang });
    await clock.sleep(60_000);

    await guarded.record('key', task);

    expect(clock.elapsed()).toBe(75_000);
    expect(failures).toHaveLength(1);
  });

  test('has 700 ms to record what was paid when the run is stopped', async () => {
    const stop = new AbortController();
    const { clock, failures, guarded } = setUp({ record: hang }, { signal: stop.signal });
    stopAfter10Seconds(clock, stop);

    await guarded.record('key', task);
    expect(clock.elapsed()).toBe(10_700);
    await guarded.record('key', task);
    expect(clock.elapsed()).toBe(11_400);
    expect(failures).toHaveLength(2);
  });
});
