import { describe, expect, test } from 'vitest';
import { startSandbox } from './sandbox.ts';
import { lastTask, openSandbox } from './testing/open-sandbox.ts';

describe('the sandbox', () => {
  test('records every request with the status of its response', async () => {
    const { sandbox, submit, makeVideoUrl } = await openSandbox();
    await submit({ model: 'x' });
    const url = await makeVideoUrl();
    await fetch(`${url}`, { headers: { range: 'bytes=0-1' } });

    const requests = sandbox.requests();

    expect(requests.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'POST 422',
      'POST 200',
      'GET 206',
    ]);
    expect(requests[0]).toMatchObject({
      path: '/api/v1/videos/generations',
      headers: { authorization: 'Bearer aio_sandbox' },
      body: { model: 'x' },
      fault: null,
    });
    expect(requests[2]).toMatchObject({
      path: `/media/${lastTask(sandbox).id}.mp4`,
      query: new URL(url).search,
      headers: { range: 'bytes=0-1' },
      body: null,
    });
    expect(requests[2]?.headers).not.toHaveProperty('authorization');
  });

  test('ends tasks at once at infinite speed', async () => {
    const { sandbox, submit } = await openSandbox({ speed: Number.POSITIVE_INFINITY });

    const created = await (await submit()).json();

    expect(created).toMatchObject({ data: { status: 'IN_PROGRESS' } });
    expect(lastTask(sandbox)).toMatchObject({ status: 'succeeded', progressPercent: 100 });
  });

  test('runs the same with the same seed', async () => {
    const [one, other] = [await openSandbox({ seed: 5 }), await openSandbox({ seed: 5 })];
    const observe = async ({ sandbox, clock, makeTask }: typeof one) => {
      const taskId = await makeTask();
      clock.advance(180_000);
      return { taskId, finishedAt: lastTask(sandbox).finishedAt };
    };

    expect(await observe(one)).toEqual(await observe(other));
  });

  test('fails a task by a mark in its prompt and refunds its credits', async () => {
    const { sandbox, clock, makeTask, read } = await openSandbox();
    const taskId = await makeTask({ prompt: 'Waves [[nsfw]]' });

    clock.advance(180_000);

    expect(await (await read(taskId)).json()).toMatchObject({
      data: { status: 'FAILED', error_code: 1301 },
    });
    expect(sandbox.account().balance).toBe(10_000);
  });

  test('finishes and fails tasks by hand, each once', async () => {
    const { sandbox, makeTask } = await openSandbox();
    const taskId = await makeTask();

    sandbox.finish(taskId);

    expect(lastTask(sandbox)).toMatchObject({
      status: 'succeeded',
      finishedAt: '2026-01-01T00:00:00.000Z',
    });
    expect(() => sandbox.fail(taskId)).toThrow(`Task "${taskId}" has ended already, as succeeded.`);
    expect(() => sandbox.finish('x')).toThrow('There is no task "x" in this sandbox.');
  });

  test('closes although a request hangs, and can be closed twice', async () => {
    const { sandbox, submit, lineMatching } = await openSandbox({
      faults: [{ kind: 'hang', on: 'submit' }],
    });
    const cutOff = expect(submit()).rejects.toThrow('fetch failed');
    await lineMatching(/^fault hang/);

    await sandbox.close();
    await sandbox.close();

    await cutOff;
  });

  test('does not start on a port that is in use', async () => {
    const { sandbox } = await openSandbox();
    const port = Number(new URL(sandbox.url).port);

    await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
