import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryLedger, type Ledger } from '@kling-automation/core';
import { createFileLedger } from '@kling-automation/core/node';
import { describe, expect, test } from 'vitest';
import { createLayeredLedger } from './layered-ledger.ts';

const intent = { state: 'submitting', attempt: 1, at: 1 } as const;
const task = { state: 'submitted', attempt: 1, at: 2, submittedAt: 2, taskId: 'task_1' } as const;

const refusing: Ledger = { ...createMemoryLedger(), claim: async () => false };
const broken: Ledger = {
  ...createMemoryLedger(),
  record: () => Promise.reject(new Error('no room left')),
};

describe('a ledger of several', () => {
  test('writes to all, and finds what one of them has', async () => {
    const one = createMemoryLedger();
    const other = createMemoryLedger();
    await createLayeredLedger([one, other]).record('key', task);

    const ledger = createLayeredLedger([createMemoryLedger(), other]);

    expect(await one.read('key')).toEqual(task);
    expect(await ledger.read('key')).toEqual(task);
  });

  test('claims only what none of them refuses, and takes back what it has claimed', async () => {
    const first = createMemoryLedger();

    const isClaimed = await createLayeredLedger([first, refusing]).claim('key', intent, undefined);

    expect(isClaimed).toBe(false);
    expect(await first.read('key')).toMatchObject({ state: 'failed' });
  });

  test('sees the task of a run that was faster, though its own claim came later', async () => {
    const shared: Ledger = { ...refusing, read: async () => task };
    const ledger = createLayeredLedger([createMemoryLedger(), shared]);

    await ledger.claim('key', { ...intent, at: 99 }, undefined);

    expect(await ledger.read('key')).toEqual(task);
  });

  test('claims over what each of them has, if one has missed a failure', async () => {
    const failure = { ...intent, state: 'failed', reason: 'unknown', isFinal: false } as const;
    const other = createMemoryLedger();
    await other.record('key', failure);
    const ledger = createLayeredLedger([createMemoryLedger(), other]);
    const previous = await ledger.read('key');

    const next = { ...intent, attempt: 2 };

    expect(await ledger.claim('key', next, previous)).toBe(true);
    expect(await other.read('key')).toEqual(next);
    await ledger.record('key', { ...failure, attempt: 2 });
    expect(await ledger.claim('key', { ...intent, attempt: 3 }, previous)).toBe(true);
  });

  test('of two steps in one workspace, each video is claimed by one', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'workspace-'));
    const keys = Array.from({ length: 10 }, (_, index) => `video ${index}`);
    const steps = [1, 2].map(() =>
      createLayeredLedger([createMemoryLedger(), createFileLedger(directory)]),
    );
    await Promise.all(keys.flatMap((key) => steps.map((step) => step.read(key))));

    const claims = await Promise.all(
      keys.map((key) => Promise.all(steps.map((step) => step.claim(key, intent, undefined)))),
    );

    expect(claims.map((granted) => granted.filter(Boolean))).toEqual(keys.map(() => [true]));
    await rm(directory, { recursive: true });
  });

  test('takes back its claims when one of them is out of order', async () => {
    const first = createMemoryLedger();
    const outOfOrder: Ledger = {
      ...createMemoryLedger(),
      claim: () => Promise.reject(new Error('502')),
    };

    const claim = createLayeredLedger([first, outOfOrder]).claim('key', intent, undefined);

    await expect(claim).rejects.toThrow('502');
    expect(await first.read('key')).toMatchObject({ state: 'failed' });
  });

  test('fails when one of them did not take an entry, after the others have', async () => {
    const other = createMemoryLedger();

    const recorded = createLayeredLedger([broken, other]).record('key', task);

    await expect(recorded).rejects.toThrow('no room left');
    expect(await other.read('key')).toEqual(task);
  });
});
