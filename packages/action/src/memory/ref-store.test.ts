import { createVirtualClock } from '@kling-automation/core/testing';
import { describe, expect, test } from 'vitest';
import { createFakeRefs, type FakeRefs } from '../github/testing/fake-refs.ts';
import { createWriteQueue } from '../github/write-queue.ts';
import { createRefStore } from './ref-store.ts';

const name = 'refs/kling/videos/abc/1/claim';

function open(api: FakeRefs = createFakeRefs(), attempt = 1) {
  const clock = createVirtualClock();
  const signal = new AbortController().signal;
  const identity = { run: '42', attempt };
  const store = createRefStore({ api, clock, identity, queue: createWriteQueue(clock), signal });
  return { api, clock, store };
}

const notPermitted = { status: 403, apiMessage: 'Resource not accessible by integration' };

describe('the references of the repository', () => {
  test('point at one commit of the step, made before the first of them', async () => {
    const { api, store } = open();

    await Promise.all([store.create(name), store.create('refs/kling/runs/42')]);

    expect(api.calls).toEqual([
      'createCommit ',
      `createRef ${name}`,
      'createRef refs/kling/runs/42',
    ]);
    const [sha = ''] = api.refs.values();
    expect(await store.readObject(sha)).toMatchObject({ run: '42', attempt: 1 });
    expect([...api.messages.values()][0]).toMatch(/^kling-automation: run 42, attempt 1\n\n\{/);
  });

  test('are created by one of two steps', async () => {
    const { api, store } = open();
    const other = open(api);

    const outcomes = await Promise.all([store.create(name), other.store.create(name)]);

    expect(outcomes.toSorted()).toEqual(['created', 'exists']);
  });

  test.for([
    ['an error of the server after it was created', [{ status: 502, isDone: true }]],
    ['a lost response after it was created', [{ isDone: true }]],
    ['an error of the server', [{ status: 500 }]],
    ['no connection', [{}]],
    ['a limit of requests', [{ status: 403, retryAfterSeconds: 20 }]],
    ['a limit of requests with the other status', [{ status: 429, retryAfterSeconds: 20 }]],
    ['several failures', [{ status: 502 }, { isDone: true }]],
  ] as const)('are created once despite %s', async ([, failures], { expect }) => {
    const { api, store } = open();
    api.fail('createRef', ...failures);

    expect(await store.create(name)).toBe('created');
    expect(await open(api).store.create(name)).toBe('exists');
  });

  test('belong to another run if it was faster while the response was lost', async () => {
    const { api, store } = open();
    const other = open(api);
    api.fail('createRef', { status: 502 });
    api.fail('readRef', { status: 502 });
    const creating = store.create(name);
    await other.store.create(name);

    expect(await creating).toBe('exists');
  });

  test('are not created when the server goes on failing', async () => {
    const { api, store } = open();
    api.fail('createRef', ...Array.from({ length: 5 }, () => ({ status: 502 })));

    await expect(store.create(name)).rejects.toMatchObject({ status: 502 });
  });

  test.for([
    ['workflow files differ', { ...notPermitted, sufficientPermissions: 'workflows=write' }],
    ['the limit of this hour is used up', { status: 403, retryAfterSeconds: 3600 }],
    ['the name is not valid', { status: 422, apiMessage: 'Reference name is not valid' }],
    ['a rule forbids it', { status: 403, apiMessage: 'Denied by a policy.' }],
  ] as const)('are not created when %s, and that is an error', async ([, failure], { expect }) => {
    const { api, store } = open();
    api.fail('createCommit', failure);

    await expect(store.ownObject()).rejects.toMatchObject({ status: failure.status });
    api.fail('createRef', failure);
    await expect(store.create(name)).rejects.toMatchObject({ status: failure.status });
  });

  test('cannot be created without the permission contents: write, which is asked for once', async () => {
    const { api, store } = open();
    api.fail('createCommit', { ...notPermitted, sufficientPermissions: 'contents=write' });

    expect(await store.ownObject()).toBeUndefined();
    expect(await store.ownObject()).toBeUndefined();
    expect(api.calls).toHaveLength(1);
  });

  test('are removed, also when they are gone already', async () => {
    const { api, store } = open();
    await store.create(name);
    api.fail('deleteRef', { status: 502, isDone: true });

    await store.remove(name);

    expect([...api.refs]).toEqual([]);
  });

  test('have an object of their own for an id that no name can hold', async () => {
    const { api, store } = open();
    await store.create(name);
    const taskId = `task_\ud800${'x'.repeat(200)}`;
    await store.create('refs/kling/videos/abc/1/task.in-message', { taskId });

    const [claim = '', task = ''] = api.refs.values();

    expect(task).not.toBe(claim);
    expect(await store.readObject(task)).toMatchObject({ taskId });
    expect(await store.readObject(claim)).not.toHaveProperty('taskId');
  });

  test('may point at a commit that someone else made', async () => {
    const { api, store } = open();
    api.messages.set('a', 'Merge branch main');
    api.fail('readMessage', { status: 502 });

    await expect(store.readObject('a')).rejects.toMatchObject({ status: 502 });
    expect(await store.readObject('a')).toBeUndefined();
  });
});
