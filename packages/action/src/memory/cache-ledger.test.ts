import { createVirtualClock } from '@kling-automation/core/testing';
import { describe, expect, test } from 'vitest';
import { createFakeCache, type FakeCache } from '../testing/fake-cache.ts';
import { createCacheLedger } from './cache-ledger.ts';
import { cacheAccess } from './cache-store.ts';

const key = 'f'.repeat(64);
const intent = { state: 'submitting', attempt: 1, at: 1 } as const;
const task = { state: 'submitted', attempt: 1, at: 2, submittedAt: 2, taskId: 'task/1,ü' } as const;
const failure = {
  state: 'failed',
  attempt: 1,
  isFinal: false,
  at: 3,
  reason: 'task-failed',
} as const;
const all = { canRead: true, canWrite: true };

function open(store: Pick<FakeCache, 'find' | 'take'>, access = all) {
  return createCacheLedger({
    store,
    access,
    clock: createVirtualClock({ timeLimitMilliseconds: 10_000 }),
    signal: new AbortController().signal,
  });
}

describe('the ledger in the Actions cache', () => {
  test('shows other jobs what this one has paid, with any task id', async () => {
    const cache = createFakeCache();
    const job = open(cache);
    await job.claim(key, intent, undefined);
    await job.record(key, task);

    expect(await open(cache).read(key)).toEqual(task);
    expect(cache.names.every((name) => name.length <= 512 && !name.includes(','))).toBe(true);
  });

  test('lets one of two jobs claim a video, and the other sees that it is being submitted', async () => {
    const cache = createFakeCache();
    const [one, two] = [open(cache), open(cache)];
    await Promise.all([one.read(key), two.read(key)]);

    const claims = [
      await one.claim(key, intent, undefined),
      await two.claim(key, intent, undefined),
    ];

    expect(claims).toEqual([true, false]);
    expect(await two.read(key)).toMatchObject({ state: 'submitting' });
    await one.record(key, task);
    expect(await two.read(key)).toEqual(task);
  });

  test('takes a name that shows nowhere for a submission under way', async () => {
    const job = open({ ...createFakeCache(), take: async () => false });

    expect(await job.claim(key, intent, undefined)).toBe(false);
    expect(await job.read(key)).toMatchObject({ state: 'submitting' });
  });

  test('can be claimed again after a failure, once for each', async () => {
    const cache = createFakeCache();
    for (const attempt of [1, 2, 3]) {
      const job = open(cache);
      await job.read(key);
      expect(await job.claim(key, { ...intent, attempt }, failure)).toBe(true);
      await job.record(key, { ...task, attempt });
      await job.record(key, { ...failure, attempt });
    }

    expect(await open(cache).read(key)).toEqual({ ...failure, attempt: 3 });
    expect(cache.names.filter((name) => /-i\d$/.test(name))).toHaveLength(3);
  });

  test('reads the outcome also when the intent counts as newer', async () => {
    const cache = createFakeCache();
    const job = open(cache);
    await job.claim(key, intent, undefined);
    await job.record(key, task);
    cache.names.reverse();

    expect(await open(cache).read(key)).toEqual(task);
  });

  test('fails when the cache fails, and advises what to do', async () => {
    const job = open({
      find: () => Promise.reject(new Error('It did not respond in time.')),
      take: () => Promise.reject(new Error('It stores nothing at the moment.')),
    });

    await expect(job.read(key)).rejects.toMatchObject({
      code: 'ledger',
      message:
        'The Actions cache, in which jobs of this branch may have recorded what is paid, failed (It did not respond in time). Run the job again later. With ACTIONS_CACHE_MODE: none in the env of the step it does without the cache, and pays again for what only the cache knows.',
    });
    await expect(job.claim(key, intent, undefined)).rejects.toMatchObject({ code: 'ledger' });
    await expect(job.record(key, task)).rejects.toMatchObject({ code: 'ledger' });
  });

  test('is only read when the job may not write', async () => {
    const cache = createFakeCache();
    await open(cache).record(key, task);
    const reader = open(cache, { canRead: true, canWrite: false });

    expect(await reader.read(key)).toEqual(task);
    expect(await reader.claim(key, intent, undefined)).toBe(true);
    await reader.record(key, failure);
    expect(cache.names).toHaveLength(1);
  });
});

describe('what a job may do with the cache', () => {
  test.each([
    [{}, { canRead: false, canWrite: false }],
    [{ ACTIONS_RESULTS_URL: 'https://results' }, all],
    [{ ACTIONS_CACHE_URL: 'https://ghes' }, all],
    [{ ACTIONS_RESULTS_URL: 'x', ACTIONS_CACHE_MODE: 'write' }, all],
    [
      { ACTIONS_RESULTS_URL: 'x', ACTIONS_CACHE_MODE: ' Read' },
      { canRead: true, canWrite: false },
    ],
    [
      { ACTIONS_RESULTS_URL: 'x', ACTIONS_CACHE_MODE: 'none' },
      { canRead: false, canWrite: false },
    ],
    [
      { ACTIONS_RESULTS_URL: 'x', ACTIONS_CACHE_MODE: 'write-only' },
      { canRead: false, canWrite: false },
    ],
  ])('follows from %j', (environment, access) => {
    expect(cacheAccess(environment)).toEqual(access);
  });
});
