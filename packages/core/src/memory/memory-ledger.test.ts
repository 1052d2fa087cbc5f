import { describe, expect, test } from 'vitest';
import { createMemoryLedger } from './memory-ledger.ts';

const intent = { state: 'submitting', attempt: 1, at: 1 } as const;
const task = { state: 'submitted', attempt: 1, at: 2, taskId: 'task_1', submittedAt: 2 } as const;

describe('A memory ledger', () => {
  test('grants one of two claims over the same entry', async () => {
    const ledger = createMemoryLedger();

    const claims = [1, 2].map((at) => ledger.claim('key', { ...intent, at }, undefined));

    expect(await Promise.all(claims)).toEqual([true, false]);
    expect(await ledger.read('key')).toEqual({ ...intent, at: 1 });
    expect(await ledger.read('another key')).toBeUndefined();
  });

  test('keeps the later entry when records arrive in the wrong order', async () => {
    const ledger = createMemoryLedger(new Map([['key', intent]]));
    await ledger.record('key', { ...task, state: 'finished' });

    await ledger.record('key', task);

    expect(await ledger.read('key')).toEqual({ ...task, state: 'finished' });
  });
});
