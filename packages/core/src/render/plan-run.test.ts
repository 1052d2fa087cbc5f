import { describe, expect, test } from 'vitest';
import { createClient } from '../client/client.ts';
import type { LedgerEntry } from '../memory/ledger-entry.ts';
import { createMemoryLedger } from '../memory/memory-ledger.ts';
import type { Ledger, Spending } from '../ports.ts';
import {
  createScriptedTransport,
  failedTask,
  runningTask,
  type ScriptedReply,
} from '../testing/scripted-transport.ts';
import { video } from '../testing/set-up-render-all.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { type PlanOptions, planRun } from './plan-run.ts';

const failure: LedgerEntry = {
  state: 'failed',
  attempt: 1,
  at: 1,
  credits: 300,
  earlierCredits: 100,
  reason: 'other',
  isFinal: false,
};

function setUp(entries: Record<string, LedgerEntry> = {}) {
  const clock = createVirtualClock();
  const memory = createMemoryLedger(new Map(Object.entries(entries)));
  const reads: string[] = [];
  const ledger: Ledger = {
    ...memory,
    read: (key) => {
      reads.push(key);
      return memory.read(key);
    },
  };
  const read: ScriptedReply[] = [];
  const transport = createScriptedTransport((_, count) => read[count - 1] ?? 'never');
  const client = createClient({ clock, transport });
  const plan = (prompts: readonly string[], options: Partial<PlanOptions> = {}) =>
    planRun(prompts.map(video), {
      client,
      clock,
      deadline: clock.now() + 60_000,
      keyOf: ({ prompt = '' }) => prompt,
      ledger,
      ...options,
    });
  return { clock, ledger, plan, read, reads };
}

function spendingOf(total: Spending['total']): Spending {
  const unused = () => Promise.reject(new Error('nothing is counted yet'));
  return { reserve: unused, settle: unused, total };
}

describe('The plan of a run', () => {
  test('has a video for each request, and reads the ledger once for each key', async () => {
    const { plan, reads } = setUp({ b: failure });

    const { videos } = await plan(['a', 'b', 'a', 'b', 'c']);

    expect(videos.map(({ entry, key }) => [key, entry])).toEqual([
      ['a', undefined],
      ['b', failure],
      ['a', undefined],
      ['b', failure],
      ['c', undefined],
    ]);
    expect(reads).toEqual(['a', 'b', 'c']);
  });

  test('counts what the videos cost before, each once, where the ledger does not count', async () => {
    const { plan } = setUp({ b: failure });

    await expect(plan(['a', 'b', 'b'], { maxCredits: 1000 })).resolves.toMatchObject({
      limits: [{ maxCredits: 1000, isShared: false }],
    });
    await expect(plan(['a', 'b', 'b'], { maxCredits: 999 })).rejects.toMatchObject({
      code: 'budget-exceeded',
      neededCredits: 600,
      spentCredits: 400,
    });
  });

  test('looks again at a task that failed before it refuses a run over its limit', async () => {
    const { plan, read } = setUp({ b: { ...failure, taskId: 'task_0' }, c: failure });
    read.push(runningTask('task_0'));

    const { videos } = await plan(['b', 'b', 'd'], { maxCredits: 400 });

    expect(videos.map(({ entry }) => entry?.state)).toEqual(['submitted', 'submitted', undefined]);
  });

  test.each([[failedTask('task_0')], [{ status: 500, body: '' }]])(
    'refuses a run over its limit when that task failed or cannot be read: %j',
    async (response) => {
      const { plan, read } = setUp({ b: { ...failure, taskId: 'task_0' } });
      read.push(response);

      await expect(plan(['b'], { maxCredits: 400 })).rejects.toMatchObject({
        code: 'budget-exceeded',
        spentCredits: 400,
      });
    },
  );

  test('counts what the ledger counts, where it does', async () => {
    const { ledger, plan } = setUp({ b: failure });
    const spending = spendingOf(async () => 50);
    const counting = { ...ledger, spending };

    await expect(plan(['b'], { ledger: counting, maxCredits: 350 })).resolves.toMatchObject({
      limits: [{ maxCredits: 350, spending, isShared: true }],
    });
    await expect(plan(['b'], { ledger: counting, maxCredits: 349 })).rejects.toMatchObject({
      spentCredits: 50,
    });
  });

  test('counts further limits, too', async () => {
    const { plan } = setUp();
    const limit = { maxCredits: 600, spending: spendingOf(async () => 301), isShared: true };

    await expect(plan(['a'], { limits: [limit] })).rejects.toMatchObject({ maxCredits: 600 });
  });

  test('ends at the deadline when the ledger does not count', async () => {
    const { clock, plan } = setUp();
    const spending = spendingOf(() => new Promise(() => {}));
    const limit = { maxCredits: 600, spending, isShared: true };

    await expect(plan(['a'], { limits: [limit] })).rejects.toMatchObject({
      code: 'ledger',
      message:
        'The ledger could not count what is spent (it did not respond in time). Nothing was submitted.',
    });
    expect(clock.elapsed()).toBe(60_000);
  });
});
