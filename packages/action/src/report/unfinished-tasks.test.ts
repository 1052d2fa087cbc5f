import { createMemoryLedger, type LedgerEntry } from '@kling-automation/core';
import { describe, expect, test } from 'vitest';
import { createStateLedger } from '../memory/state-ledger.ts';
import { createFakeHost } from '../testing/fake-host.ts';
import { reportUnfinishedTasks } from './unfinished-tasks.ts';

const submitted: LedgerEntry = {
  state: 'submitted',
  attempt: 1,
  at: 1,
  submittedAt: 1,
  taskId: 'task_1',
};

async function leave(
  entries: Readonly<Record<string, LedgerEntry>>,
  state: Readonly<Record<string, string>> = {},
) {
  const host = createFakeHost({ state });
  const main = createStateLedger(host);
  for (const [key, entry] of Object.entries(entries)) main.keep(key, entry);
  return { host, before: host.events.length };
}

describe('the post step', () => {
  test('names the tasks when main was killed under way, and records them in the ledger', async () => {
    const { before, host } = await leave({
      one: submitted,
      two: { ...submitted, taskId: 'task_2' },
    });
    const ledger = createMemoryLedger();

    await reportUnfinishedTasks(host, async () => ledger);

    expect(host.events.slice(before)).toEqual([
      expect.stringMatching(/^warning: .*task_1.*task_2/s),
    ]);
    expect(host.summary).toContain('`task-id: task_2`');
    expect(await ledger.read('one')).toEqual(submitted);
    expect(await ledger.read('two')).toMatchObject({ taskId: 'task_2' });
  });

  test('records a task although the ledger cannot be read, nor take another one', async () => {
    const { before, host } = await leave({
      one: submitted,
      two: { ...submitted, taskId: 'task_2' },
    });
    const entries = createMemoryLedger();

    await reportUnfinishedTasks(host, async () => ({
      ...entries,
      read: () => Promise.reject(new Error('The cache failed.')),
      record: (key, entry) =>
        key === 'one' ? Promise.reject(new Error('The disk is full.')) : entries.record(key, entry),
    }));

    expect(await entries.read('two')).toMatchObject({ taskId: 'task_2' });
    expect(host.events.slice(before)).toEqual([
      expect.stringMatching(/^warning: .*task_1.*task_2/s),
      'warning: : Not recorded: The disk is full.',
    ]);
  });

  test('still names the tasks when no ledger can be opened', async () => {
    const { before, host } = await leave({ one: submitted });

    await reportUnfinishedTasks(host, () => Promise.reject(new Error('GitHub is down.')));

    expect(host.events.slice(before)).toEqual([
      expect.stringContaining('task_1'),
      'warning: : Not recorded: GitHub is down.',
    ]);
  });

  test('reports that a submission cut off may have been paid', async () => {
    const { before, host } = await leave({ one: { state: 'submitting', attempt: 1, at: 1 } });

    await reportUnfinishedTasks(host, async () => createMemoryLedger());

    expect(host.events.slice(before)).toEqual([expect.stringContaining('may have been paid')]);
  });

  test('marks its own claim as lost, so no run waits for it', async () => {
    const intent = {
      state: 'submitting',
      attempt: 1,
      at: 1,
      owner: 'run 1001, attempt 1',
    } as const;
    const { host } = await leave({ ours: intent, other: intent });
    const ledger = createMemoryLedger();
    await ledger.record('ours', intent);
    await ledger.record('other', { ...intent, owner: 'run 1002, attempt 1' });

    await reportUnfinishedTasks(host, async () => ledger);

    expect(await ledger.read('ours')).toMatchObject({ state: 'ambiguous' });
    expect(await ledger.read('other')).toMatchObject({ state: 'submitting' });
  });

  test('prints nothing when nothing was submitted', async () => {
    const { before, host } = await leave({});

    await reportUnfinishedTasks(host, async () => createMemoryLedger());

    expect(host.events.slice(before)).toEqual([]);
    expect(host.summary).toBe('');
  });

  test('prints nothing when main came to its end', async () => {
    const { before, host } = await leave({ one: submitted }, { outcome: 'failure' });

    await reportUnfinishedTasks(host, async () => createMemoryLedger());

    expect(host.events.slice(before)).toEqual([]);
  });
});
