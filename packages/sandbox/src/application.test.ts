import { get } from 'node:http';
import { describe, expect, test } from 'vitest';
import { lastTask, openSandbox, plainRequest } from './testing/open-sandbox.ts';

describe('the API', () => {
  test('accepts a request, debits it, and runs its task until it succeeds', async () => {
    const { sandbox, clock, submit, read } = await openSandbox();

    const created = await (await submit({ ...plainRequest, mode: 'pro', duration: 8 })).json();
    const taskId = lastTask(sandbox).id;
    const queued = await (await read(taskId)).json();
    clock.advance(50_000);
    const status = lastTask(sandbox).status;
    clock.advance(130_000);
    const ended = await (await read(taskId)).json();

    expect(created).toEqual({
      code: 200,
      message: 'success',
      data: { task_id: taskId, status: 'IN_PROGRESS' },
    });
    expect(queued).toMatchObject({ data: { task_id: taskId, status: 'IN_PROGRESS' } });
    expect(queued).not.toHaveProperty('data.response');
    expect(status).toBe('running');
    expect(ended).toMatchObject({
      data: { status: 'SUCCESS', consumed_credits: 640, response: [lastTask(sandbox).videoUrl] },
    });
    expect(sandbox.account()).toEqual({
      balance: 9360,
      entries: [{ at: '2026-01-01T00:00:00.000Z', kind: 'debit', taskId, credits: 640 }],
    });
  });

  test.each([
    ['no key', {}],
    ['a wrong key', { authorization: 'Bearer aio_wrong' }],
    ['a key without the scheme', { authorization: 'aio_sandbox' }],
  ])('responds with 401 to %s, on both routes, and creates no task', async (_, headers) => {
    const { sandbox } = await openSandbox();
    const body = JSON.stringify(plainRequest);

    const submitted = await fetch(`${sandbox.url}/api/v1/videos/generations`, {
      method: 'POST',
      headers: new Headers(headers),
      body,
    });
    const read = await fetch(`${sandbox.url}/api/v1/tasks/1`, { headers: new Headers(headers) });

    expect([submitted.status, read.status]).toEqual([401, 401]);
    expect(await submitted.json()).toEqual({
      error: { code: 401, message: 'Invalid API key', type: 'authentication_error' },
    });
    expect(sandbox.tasks()).toEqual([]);
  });

  test('responds with 422 and every issue of a request, and creates no task', async () => {
    const { sandbox, submit } = await openSandbox();

    const response = await submit({ model: 'kling-3', duration: '5', seed: 1 });

    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      error: {
        code: 422,
        message:
          'Invalid request: duration: Invalid input: expected number, received string; ' +
          'seed: is not a field that this API knows; prompt: is required unless multi_shots is true',
        errors: [{ path: 'duration' }, { path: 'seed' }, { path: 'prompt' }],
      },
    });
    expect(sandbox.account().entries).toEqual([]);
  });

  test('responds with 400 to a body that is not JSON', async () => {
    const { sandbox } = await openSandbox();

    const response = await fetch(`${sandbox.url}/api/v1/videos/generations`, {
      method: 'POST',
      headers: { authorization: 'Bearer aio_sandbox' },
      body: '{"model":',
    });

    expect(response.status).toBe(400);
  });

  test('responds with 402 when there are too few credits, and creates no task', async () => {
    const { sandbox, submit } = await openSandbox({ credits: 500 });

    const responses = [await submit(), await submit()];

    expect(responses.map(({ status }) => status)).toEqual([200, 402]);
    expect(await responses[1]?.json()).toMatchObject({
      error: {
        code: 402,
        message: 'No available credits: this video needs 300, the balance is 200',
      },
    });
    expect(sandbox.tasks()).toHaveLength(1);
  });

  test('responds with 404 to an unknown task and to an unknown route', async () => {
    const { sandbox, read } = await openSandbox();

    const task = await read('n41_unknown');
    const route = await fetch(`${sandbox.url}/api/v1/balance`);

    expect([task.status, route.status]).toEqual([404, 404]);
    expect(await task.json()).toMatchObject({ error: { code: 404, message: 'Task not found' } });
  });

  test('serves ids that need percent-encoding, and their media', async () => {
    const { sandbox, makeVideoUrl, read } = await openSandbox({ envelope: 'top-level-output' });
    const url = await makeVideoUrl();

    const response = await read(lastTask(sandbox).id);

    expect(lastTask(sandbox).id).toMatch(/^kling-3\/task:.*\+1 %$/);
    expect(response.status).toBe(200);
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  });
});

describe('every route', () => {
  test.each(['/', '/api/v1/tasks/task_1', '/media/video.mp4', '/sandbox/state', '/nowhere'])(
    'refuses a name that is not of this machine: %s',
    async (path) => {
      const { sandbox } = await openSandbox();
      const { hostname, port } = new URL(sandbox.url);

      const status = await new Promise((resolve, reject) => {
        const headers = { host: `rebound.example:${port}` };
        get({ hostname, port, path, headers }, ({ statusCode }) => resolve(statusCode)).on(
          'error',
          reject,
        );
      });

      expect(status).toBe(403);
      expect(sandbox.requests()).toEqual([]);
    },
  );

  test.each([
    ['of a known length', (text: string) => text],
    ['in chunks', (text: string) => new Blob([text]).stream()],
  ])('refuses a body %s larger than 1 MiB, which costs nothing', async (_, bodyOf) => {
    const { sandbox } = await openSandbox();
    const send = (prompt: string) =>
      fetch(`${sandbox.url}/api/v1/videos/generations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${sandbox.apiKey}` },
        body: bodyOf(JSON.stringify({ ...plainRequest, prompt })),
        duplex: 'half',
      });

    const tooLong = await send('a'.repeat(2 ** 20));
    expect(tooLong.status).toBe(413);
    expect(await tooLong.json()).toMatchObject({ error: { code: 413 } });
    expect((await send('')).status).toBe(422);
    expect(sandbox.account().balance).toBe(10_000);
  });
});
