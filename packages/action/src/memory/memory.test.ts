import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFakeCache } from '../testing/fake-cache.ts';
import { createFakeHost } from '../testing/fake-host.ts';
import { createLedgerCalls } from './ledger-calls.ts';
import { createMemory, type MemoryOptions } from './memory.ts';
import { openRefs } from './testing/open-refs.ts';

const key = 'abc';
const intent = { state: 'submitting', attempt: 1, credits: 300, at: 1 } as const;
const task = { ...intent, state: 'submitted', taskId: 'task_1', submittedAt: 1 } as const;
const failed = { ...intent, state: 'failed', credits: 0, reason: 'other', isFinal: false } as const;
const notPermitted = { status: 403, apiMessage: 'Resource not accessible by integration' };

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'memory-'));
});
afterEach(() => rm(directory, { recursive: true }));

function open() {
  const { api, clock, names, openStore } = openRefs();
  const store = createFakeCache();
  const cache = { access: { canRead: true, canWrite: true }, store };
  const messages: string[] = [];
  let steps = 0;
  /** The memory of a step on a machine of its own. */
  const step = (changes: Partial<MemoryOptions> = {}) => {
    const host = createFakeHost();
    steps += 1;
    const memory = createMemory({
      host,
      refs: openStore(),
      keys: [key],
      directory: join(directory, `${steps}`),
      cache,
      clock,
      signal: new AbortController().signal,
      chooseTask: async (_, [first = '']) => first,
      ledgerCalls: createLedgerCalls(clock),
      onShortMemory: (message) => messages.push(message),
      ...changes,
    });
    return { host, ...memory };
  };
  return { api, cache, messages, names, openStore, step };
}

describe('what the Action remembers', () => {
  test('is in the repository, and nowhere else, if the job may write to it', async () => {
    const { cache, messages, names, step } = open();
    const { ledger, month } = await step().openForPaying();
    await ledger.claim(key, intent, undefined);
    await ledger.record(key, task);

    expect(names()).toEqual(['videos/abc/1/claim', 'videos/abc/1/task.dGFza18x']);
    expect(cache.store.names).toEqual([]);
    expect(messages).toEqual([]);
    expect([ledger.spending, month]).not.toContain(undefined);
  });

  test('is in the Actions cache if the job may not, and one line shows what that means', async () => {
    const { api, messages, names, step } = open();
    api.fail('createCommit', notPermitted);
    const { ledger, month } = await step().openForPaying();
    await ledger.claim(key, intent, undefined);
    await ledger.record(key, task);

    expect(names()).toEqual([]);
    expect(await step().ledger.read(key)).toEqual(task);
    expect(messages).toEqual([
      'What is paid is only remembered in the Actions cache, for runs of this branch and for a week, because this job may not write to the repository: give it the permission contents: write.',
    ]);
    expect([ledger.spending, month]).toEqual([undefined, undefined]);
  });

  test('is in the workspace if there is no cache and no token', async () => {
    const { messages, step } = open();
    const access = { canRead: false, canWrite: false };
    const runner = { refs: undefined, cache: { access, store: createFakeCache() }, directory };
    const { ledger } = await step(runner).openForPaying();
    await ledger.claim(key, intent, undefined);
    await ledger.record(key, task);

    expect(await step(runner).ledger.read(key)).toEqual(task);
    expect(messages).toEqual([
      'What is paid is only remembered in the workspace of this runner, because there is no github-token.',
    ]);
  });

  test('is read in the repository even if the job may not write to it', async () => {
    const { api, step } = open();
    await (await step().openForPaying()).ledger.record(key, task);
    api.fail('createCommit', notPermitted);

    const { ledger } = await step().openForPaying();

    expect(await ledger.read(key)).toMatchObject({ state: 'submitted', taskId: 'task_1' });
  });

  test('is looked for elsewhere if the job may not even read the repository', async () => {
    const { api, step } = open();
    api.fail('listRefs', notPermitted);
    api.fail('createCommit', notPermitted);
    const memory = step();

    expect(await memory.ledger.read(key)).toBeUndefined();
    const { ledger } = await memory.openForPaying();
    expect(await ledger.claim(key, intent, undefined)).toBe(true);
    expect(await memory.readSha256(key)).toBeUndefined();
  });

  test('includes what earlier runs could only remember in the cache', async () => {
    const { names, step } = open();
    await (await step({ refs: undefined }).openForPaying()).ledger.record(key, task);

    const { ledger } = await step().openForPaying();
    expect(await ledger.read(key)).toEqual(task);
    await ledger.record(key, { ...task, state: 'finished' });

    expect(names()).toEqual(['videos/abc/1/claim', 'videos/abc/1/task.dGFza18x']);
  });

  test('leaves no number free that only the cache knows', async () => {
    const { names, step } = open();
    await (await step({ refs: undefined }).openForPaying()).ledger.record(key, failed);
    const { ledger } = await step().openForPaying();
    const previous = await ledger.read(key);

    expect(await ledger.claim(key, { ...intent, attempt: 2 }, previous)).toBe(true);

    expect(names()).toEqual([
      'videos/abc/1/claim',
      'videos/abc/1/failed.other.open',
      'videos/abc/2/claim',
    ]);
    const other = await step({ cache: { ...open().cache } }).openForPaying();
    expect(await other.ledger.claim(key, intent, undefined)).toBe(false);
  });

  test('grants no claim beside one that a run without the cache has made', async () => {
    const { step } = open();
    await (await step({ refs: undefined }).openForPaying()).ledger.record(key, failed);
    const one = await step().openForPaying();
    const previous = await one.ledger.read(key);
    const other = await step({ cache: { ...open().cache } }).openForPaying();
    await other.ledger.read(key);

    const claims = [
      await other.ledger.claim(key, intent, undefined),
      await one.ledger.claim(key, { ...intent, attempt: 2 }, previous),
    ];

    expect(claims).toEqual([true, false]);
  });

  test('is unknown when GitHub fails, and nothing is paid then', async () => {
    const { api, step } = open();
    api.fail('listRefs', { status: 502 });
    api.fail('createCommit', { status: 422 });
    const memory = step();

    await expect(memory.ledger.read(key)).rejects.toMatchObject({ status: 502 });
    await expect(memory.openForPaying()).rejects.toMatchObject({ status: 422 });
  });

  test('is in the state of the step before it is anywhere else, but for claims that were lost', async () => {
    const { step } = open();
    const { host, ...memory } = step();
    const { ledger } = await memory.openForPaying();
    await (await step().openForPaying()).ledger.claim(key, intent, undefined);

    expect(await ledger.claim(key, intent, undefined)).toBe(false);
    expect(host.state.ledger).toBe('');
    await ledger.record(key, task);
    expect(host.state.ledger).toContain('task_1');
  });

  test('includes the checksum of a video only in the repository', async () => {
    const { api, step } = open();
    const memory = step();
    const { ledger } = await memory.openForPaying();
    await ledger.record(key, task);
    await memory.recordSha256(key, 'd'.repeat(64));

    expect(await step().readSha256(key)).toBe('d'.repeat(64));
    api.fail('createCommit', notPermitted);
    await step().recordSha256(key, 'e'.repeat(64));
    expect(await step().readSha256(key)).toBe('d'.repeat(64));
  });
});
