import { array, assert, boolean, constantFrom, integer, nat, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createManualClock } from '../clock.ts';
import type { GenerationRequest } from '../validation/fields.ts';
import { readAccount } from './account.ts';
import type { TaskRecord } from './task.ts';
import { createTaskStore } from './task-store.ts';

const plain: GenerationRequest = {
  model: 'kling-3',
  prompt: 'A lighthouse at dawn',
  mode: 'std',
  duration: 5,
  aspect_ratio: '16:9',
  sound: true,
  multi_shots: false,
};

function openStore() {
  const clock = createManualClock(0);
  const tasks = createTaskStore({ clock, seed: 1, speed: 1, writeTaskId: String });
  return { clock, tasks };
}

describe('the account', () => {
  test('debits a task when it is created and refunds it when it has failed', () => {
    const { clock, tasks } = openStore();
    tasks.create(plain, {});
    clock.advance(1000);
    tasks.create({ ...plain, prompt: '[[fail]]', duration: 10 }, {});

    const before = readAccount(1000, tasks.list(), clock.now());
    clock.advance(180_000);
    const after = readAccount(1000, tasks.list(), clock.now());

    expect(before).toEqual({
      balance: 100,
      entries: [
        { at: '1970-01-01T00:00:00.000Z', kind: 'debit', taskId: '1', credits: 300 },
        { at: '1970-01-01T00:00:01.000Z', kind: 'debit', taskId: '2', credits: 600 },
      ],
    });
    expect(after.balance).toBe(700);
    expect(after.entries.at(-1)).toMatchObject({ kind: 'refund', taskId: '2', credits: 600 });
  });

  test('has the opening balance minus the tasks that succeeded or still run', () =>
    assert(
      property(array(anyOrder, { maxLength: 8 }), nat(200_000), (orders, milliseconds) => {
        const { clock, tasks } = openStore();
        for (const fields of orders) tasks.create({ ...plain, ...fields }, {});
        clock.advance(milliseconds);

        const { balance } = readAccount(10_000, tasks.list(), clock.now());

        const charged = tasks.list().filter((task) => isCharged(task, milliseconds));
        expect(balance).toBe(10_000 - charged.reduce((credits, task) => credits + task.credits, 0));
      }),
    ));
});

const anyOrder = record({
  prompt: constantFrom('a', '[[fail]]', '[[nsfw]]', '[[cancel]]'),
  mode: constantFrom('std' as const, 'pro' as const),
  duration: integer({ min: 3, max: 15 }),
  sound: boolean(),
});

function isCharged(task: TaskRecord, milliseconds: number): boolean {
  return task.ending.status === 'succeeded' || task.endMilliseconds > milliseconds;
}
