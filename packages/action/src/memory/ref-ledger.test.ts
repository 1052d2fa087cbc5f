import { describe, expect, test } from 'vitest';
import { createRefLedger } from './ref-ledger.ts';
import type { RunIdentity } from './ref-store.ts';
import { openRefs } from './testing/open-refs.ts';

const key = 'abc';
const intent = { state: 'submitting', attempt: 1, credits: 300, at: 1 } as const;
const task = { ...intent, state: 'submitted', taskId: 'task_1', submittedAt: 1 } as const;
const finished = { ...task, state: 'finished' } as const;
const failed = { ...intent, state: 'failed', reason: 'other', isFinal: false } as const;
const lost = { ...intent, state: 'ambiguous' } as const;
const sha256 = 'd'.repeat(64);

function open() {
  const { api, clock, names, openStore } = openRefs();
  const asked: (readonly string[])[] = [];
  /** The ledger of a step of its own. */
  const step = (identity: Partial<RunIdentity> = {}, keys: readonly string[] = [key]) =>
    createRefLedger({
      store: openStore(identity),
      keys,
      clock,
      async chooseTask(_, taskIds) {
        asked.push(taskIds);
        return taskIds.at(-1) ?? '';
      },
    });
  return { api, asked, clock, names, openStore, step };
}

const requestsOf = (api: { readonly calls: readonly string[] }, method: string) =>
  api.calls.filter((call) => call.startsWith(method));

describe('the ledger in git references', () => {
  test('has nothing under a key that was never used', async () => {
    expect(await open().step().read(key)).toBeUndefined();
  });

  test('grants a claim to one of many steps', async () => {
    const { step } = open();

    const claims = await Promise.all(
      Array.from({ length: 6 }, () => step().claim(key, intent, undefined)),
    );

    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test('shows the task that failed also after a submission that made none', async () => {
    const { step } = open();
    const first = step();
    await first.claim(key, intent, undefined);
    await first.record(key, task);
    await first.record(key, { ...failed, taskId: 'task_1' });
    const second = step();
    await second.claim(key, { ...intent, attempt: 2 }, await second.read(key));
    await second.record(key, { ...failed, attempt: 2, credits: 0, reason: 'rate-limited' });

    expect(await step().read(key)).toMatchObject({
      state: 'failed',
      attempt: 2,
      earlierTaskId: 'task_1',
    });
  });

  test('grants a claim over a failure, under the next number', async () => {
    const { names, step } = open();
    const first = step();
    await first.claim(key, intent, undefined);
    await first.record(key, { ...failed, taskId: 'task_1' });

    const second = step();
    const previous = await second.read(key);

    expect(previous).toMatchObject({ state: 'failed', attempt: 1, reason: 'other' });
    expect(await second.claim(key, { ...intent, attempt: 2 }, previous)).toBe(true);
    expect(names()).toContain('videos/abc/2/claim');
  });

  test('shows a task to every later step, with the time of the run that paid it', async () => {
    const { clock, names, step } = open();
    const first = step();
    await first.claim(key, intent, undefined);
    await first.record(key, task);
    const submittedAt = clock.now();

    expect(await step({ run: '43' }).read(key)).toEqual({
      state: 'submitted',
      attempt: 1,
      taskId: 'task_1',
      at: submittedAt,
      submittedAt,
    });
    expect(names()).toEqual(['videos/abc/1/claim', 'videos/abc/1/task.dGFza18x']);
  });

  test('shows a video as finished once its checksum is recorded, and keeps the first', async () => {
    const { names, step } = open();
    const first = step();
    await first.claim(key, intent, undefined);
    await first.record(key, task);
    await first.record(key, finished);

    expect(await step().read(key)).toMatchObject({ state: 'submitted' });
    await first.recordSha256(key, sha256);

    const second = step();
    expect(await second.read(key)).toMatchObject({ state: 'finished', taskId: 'task_1' });
    expect(await second.readSha256(key)).toBe(sha256);
    await second.recordSha256(key, 'e'.repeat(64));
    expect(names().filter((name) => name.includes('done'))).toEqual([
      `videos/abc/1/done.${sha256}`,
    ]);
  });

  test('keeps a finished video finished, whatever is recorded later', async () => {
    const { step } = open();
    const first = step();
    await first.record(key, task);
    await first.recordSha256(key, sha256);

    await step().record(key, { ...failed, taskId: 'task_1', reason: 'expired' });
    await step().record(key, { ...failed, attempt: 2 });

    expect(await step().read(key)).toMatchObject({ state: 'finished', taskId: 'task_1' });
  });

  test.for([
    ['without a task costs nothing', failed, { credits: 0 }],
    ['of a task may have cost something', { ...failed, taskId: 'task_1' }, { taskId: 'task_1' }],
    ['that a person overruled may have cost something', { ...failed, reason: 'overruled' }, {}],
    ['for good stays for good', { ...failed, isFinal: true }, { credits: 0 }],
  ] as const)('a failure %s', async ([, entry, expected], { expect }) => {
    const { step } = open();
    if ('taskId' in entry) await step().record(key, task);
    await step().record(key, entry);
    const { isFinal, reason } = entry;

    expect(await step().read(key)).toEqual({
      state: 'failed',
      attempt: 1,
      at: 0,
      reason,
      isFinal,
      ...expected,
    });
  });

  test('has an outcome that is unknown until a task is known', async () => {
    const { step } = open();
    const first = step();
    await first.claim(key, intent, undefined);
    await first.record(key, lost);

    expect(await step().read(key)).toMatchObject({ state: 'ambiguous', attempt: 1 });
    await step().record(key, task);
    expect(await step().read(key)).toMatchObject({ state: 'submitted', taskId: 'task_1' });
  });

  test('a claim of another run is waited for, and marked as lost if nothing follows', async () => {
    const { clock, names, step } = open();
    await step().claim(key, intent, undefined);
    const other = step({ run: '43' });

    const states: (string | undefined)[] = [];
    for (let read = 0; read <= 9; read += 1) {
      states.push((await other.read(key))?.state);
      await clock.sleep(10_000);
    }

    expect(states).toEqual([...Array.from({ length: 9 }, () => 'submitting'), 'ambiguous']);
    expect(names()).toContain('videos/abc/1/lost');
    expect((await step({ run: '44' }).read(key))?.state).toBe('ambiguous');
  });

  test('a claim of an earlier attempt of this run is not waited for', async () => {
    const { step } = open();
    await step().claim(key, intent, undefined);

    expect(await step({ attempt: 2 }).read(key)).toMatchObject({
      state: 'ambiguous',
      owner: 'run 42, attempt 1',
    });
    expect((await step({ attempt: 1 }).read(key))?.state).toBe('submitting');
  });

  test('a task that a person named takes its number, and nobody claims it', async () => {
    const { step } = open();
    const other = step();
    expect(await other.read(key)).toBeUndefined();

    await step().record(key, task);

    expect(await other.claim(key, intent, undefined)).toBe(false);
    expect(await other.read(key)).toMatchObject({ state: 'submitted', taskId: 'task_1' });
  });

  test('asks which of two tasks of one submission it is', async () => {
    const { asked, step } = open();
    await step().record(key, task);
    await step().record(key, { ...task, taskId: 'task_2' });

    expect(await step().read(key)).toMatchObject({ taskId: 'task_2' });
    expect(asked).toEqual([['task_1', 'task_2']]);
  });

  test('keeps the id of a task that no name can hold', async () => {
    const { step } = open();
    const taskId = `task ${'x'.repeat(300)} \ud800`;
    await step().record(key, { ...task, taskId });

    expect(await step().read(key)).toMatchObject({ state: 'submitted', taskId });
  });

  test('a late task of an earlier submission is not paid again', async () => {
    const { step } = open();
    await step().record(key, { ...failed, reason: 'overruled' });
    await step().record(key, { ...failed, attempt: 2 });
    await step().record(key, task);

    expect(await step().read(key)).toMatchObject({ attempt: 1, taskId: 'task_1' });
  });

  test.for([
    [8, 8],
    [9, 1],
  ] as const)('reads %i videos with %i listings', async ([videos, listings], { expect }) => {
    const { api, clock, step } = open();
    const keys = Array.from({ length: videos }, (_, index) => `video-${index}`);
    await step({}, keys).record('video-3', task);
    const ledger = step({}, keys);
    const readAll = () => Promise.all(keys.map((one) => ledger.read(one)));

    const entries = await readAll();
    await readAll();
    expect(requestsOf(api, 'listRefs')).toHaveLength(listings);
    expect(entries.map((entry) => entry?.state === 'submitted')).toEqual(
      keys.map((one) => one === 'video-3'),
    );

    await clock.sleep(10_000);
    await readAll();
    expect(requestsOf(api, 'listRefs')).toHaveLength(2 * listings);
  });

  test('reads again at once when a claim is lost', async () => {
    const { step } = open();
    const other = step();
    await other.read(key);
    await step().record(key, task);

    await other.claim(key, intent, undefined);

    expect(await other.read(key)).toMatchObject({ state: 'submitted' });
  });

  test('costs four requests for a claim and a task beside the commit of the step', async () => {
    const { api, step } = open();
    const ledger = step();
    await ledger.read(key);
    await ledger.claim(key, intent, undefined);
    await ledger.record(key, task);
    await ledger.record(key, finished);
    await ledger.recordSha256(key, sha256);

    expect(api.calls.map((call) => call.split(' ')[0])).toEqual([
      'listRefs',
      'createCommit',
      'createRef',
      'createRef',
      'createRef',
    ]);
  });

  test('cannot be read when GitHub fails, and that is an error', async () => {
    const { api, step } = open();
    api.fail('listRefs', { status: 502 });
    const ledger = step();

    await expect(ledger.read(key)).rejects.toThrow('status 502');
    expect(await ledger.read(key)).toBeUndefined();
  });
});
