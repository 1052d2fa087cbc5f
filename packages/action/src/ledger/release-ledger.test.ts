import { describe, expect, test } from 'vitest';
import { ReleaseError } from '../release/release-error.ts';
import { createFakeReleaseStore } from '../testing/fake-release-store.ts';
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

const open = (releaseStore = createFakeReleaseStore()) => createReleaseLedger(releaseStore);

describe('the ledger on the release', () => {
  test('is beside the video and shows any job what was paid, and the file', async () => {
    const releaseStore = createFakeReleaseStore();
    const job = open(releaseStore);
    expect(await job.claim(key, intent, undefined)).toBe(true);
    await job.record(key, task);
    await job.recordFile(key, file);

    expect([...releaseStore.assets.keys()]).toEqual([`${page}.claim.json`, `${page}.json`]);
    expect(await open(releaseStore).read(key)).toEqual(task);
    expect(await open(releaseStore).readFile(key)).toEqual(file);
  });

  test('is claimed by one job', async () => {
    const releaseStore = createFakeReleaseStore();
    await open(releaseStore).claim(key, intent, undefined);

    expect(await open(releaseStore).claim(key, intent, undefined)).toBe(false);
    expect(await open(releaseStore).read(key)).toEqual(intent);
  });

  test('stays claimed while its page is being replaced', async () => {
    const releaseStore = createFakeReleaseStore();
    const job = open(releaseStore);
    await job.claim(key, intent, undefined);
    await job.record(key, task);
    releaseStore.assets.delete(`${page}.json`);

    expect(await open(releaseStore).read(key)).toEqual(intent);
    expect(await open(releaseStore).claim(key, intent, undefined)).toBe(false);
  });

  test('takes a task that was given by hand', async () => {
    const releaseStore = createFakeReleaseStore();
    await open(releaseStore).record(key, task);

    expect(await open(releaseStore).read(key)).toEqual(task);
  });

  test('gets a page for each submission after a failure', async () => {
    const releaseStore = createFakeReleaseStore();
    const job = open(releaseStore);
    await job.claim(key, intent, undefined);
    await job.record(key, failure);

    expect(await job.claim(key, intent, failure)).toBe(true);
    await job.record(key, task);

    expect([...releaseStore.assets.keys()]).toEqual([
      `${page}.claim.json`,
      `${page}.json`,
      `${page}-2.claim.json`,
      `${page}-2.json`,
    ]);
    expect(await open(releaseStore).read(key)).toEqual(task);
  });

  test('is only read when the release is locked', async () => {
    const releaseStore = createFakeReleaseStore(new ReleaseError('immutable', ''));
    const job = open(releaseStore);

    expect(await job.claim(key, intent, undefined)).toBe(true);
    await job.record(key, task);
    expect(releaseStore.assets.size).toBe(0);
  });

  test('does not take the page of another video for its own', async () => {
    const releaseStore = createFakeReleaseStore();
    await open(releaseStore).record(`${'f'.repeat(63)}e`, task);

    expect(await open(releaseStore).read(key)).toBeUndefined();
  });
});
