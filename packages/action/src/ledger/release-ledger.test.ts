import { describe, expect, test } from 'vitest';
import { createFakeShelf } from '../testing/fake-shelf.ts';
import { createReleaseLedger } from './release-ledger.ts';

const key = 'f'.repeat(64);
const page = 'kling-ledger-ffffffffffffffff';
const intent = { state: 'submitting', attempt: 1, at: 1 } as const;
const task = { state: 'submitted', attempt: 1, at: 2, submittedAt: 2, taskId: 'task_1' } as const;
const failure = {
  state: 'failed',
  attempt: 1,
  isFinal: false,
  at: 3,
  reason: 'task-failed',
} as const;
const file = { bytes: 3, sha256: 'a'.repeat(64) };

const open = (shelf = createFakeShelf()) => createReleaseLedger(shelf);

describe('the ledger on the release', () => {
  test('stands beside the video and tells any job what was paid, and what came of it', async () => {
    const shelf = createFakeShelf();
    const job = open(shelf);
    expect(await job.claim(key, intent, undefined)).toBe(true);
    await job.record(key, task);
    await job.noteFile(key, file);

    expect([...shelf.assets.keys()]).toEqual([`${page}.claim.json`, `${page}.json`]);
    expect(await open(shelf).read(key)).toEqual(task);
    expect(await open(shelf).readFile(key)).toEqual(file);
  });

  test('is claimed by one job', async () => {
    const shelf = createFakeShelf();
    await open(shelf).claim(key, intent, undefined);

    expect(await open(shelf).claim(key, intent, undefined)).toBe(false);
    expect(await open(shelf).read(key)).toEqual(intent);
  });

  test('stays claimed while its page is being replaced', async () => {
    const shelf = createFakeShelf();
    const job = open(shelf);
    await job.claim(key, intent, undefined);
    await job.record(key, task);
    shelf.assets.delete(`${page}.json`);

    expect(await open(shelf).read(key)).toEqual(intent);
    expect(await open(shelf).claim(key, intent, undefined)).toBe(false);
  });

  test('takes a task that was given by hand', async () => {
    const shelf = createFakeShelf();
    await open(shelf).record(key, task);

    expect(await open(shelf).read(key)).toEqual(task);
  });

  test('gets a page for each submission after a failure', async () => {
    const shelf = createFakeShelf();
    const job = open(shelf);
    await job.claim(key, intent, undefined);
    await job.record(key, failure);

    expect(await job.claim(key, intent, failure)).toBe(true);
    await job.record(key, task);

    expect([...shelf.assets.keys()]).toEqual([
      `${page}.claim.json`,
      `${page}.json`,
      `${page}-2.claim.json`,
      `${page}-2.json`,
    ]);
    expect(await open(shelf).read(key)).toEqual(task);
  });

  test('is only read where the release is locked', async () => {
    const shelf = createFakeShelf('It is immutable.');
    const job = open(shelf);

    expect(await job.claim(key, intent, undefined)).toBe(true);
    await job.record(key, task);
    expect(shelf.assets.size).toBe(0);
  });

  test('does not take the page of another video for its own', async () => {
    const shelf = createFakeShelf();
    await open(shelf).record(`${'f'.repeat(63)}e`, task);

    expect(await open(shelf).read(key)).toBeUndefined();
  });
});
