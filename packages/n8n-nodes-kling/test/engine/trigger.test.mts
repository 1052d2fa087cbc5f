import type { IDataObject } from 'n8n-workflow';
import { beforeAll, describe, expect, test } from 'vitest';
import { secretPath, webhookPath } from '../../nodes/KlingTrigger/secret-path.ts';
import { startServices } from './n8n-services.mts';
import { createTriggerWorkflow, listen } from './trigger-workflow.mts';
import { until } from './until.mts';

beforeAll(async () => {
  await startServices();
});

describe('Kling Trigger', () => {
  test('starts the workflow with the task as the API reports it', async () => {
    const { call, sandbox, taskId } = await listen();
    sandbox.finish(taskId);

    const { httpStatus, items } = await call({
      data: { task_id: taskId, status: 'FAILED', response: ['https://evil.example/a.mp4'] },
    });

    expect(httpStatus).toBe(200);
    expect(items?.[0]?.json).toMatchObject({
      taskId,
      status: 'succeeded',
      videoUrl: expect.stringContaining(sandbox.url),
      credits: 120,
    });
  });

  test.each([
    { task_id: 'ID' },
    { taskId: 'ID' },
    { id: 'ID', status: 'completed' },
    { data: [{ task_id: 'ID' }] },
    { code: 200, message: 'success', data: { id: 'ID' } },
    [{ task_id: 'ID' }],
    { event: 'task.completed', payload: { task: { task_id: 'ID' } } },
    { payload: '{"task_id":"ID"}' },
    { data: { payload: '{"task_id":"ID"}' }, files: {} },
    '{"task_id":"ID"}',
  ])('finds the task id in %j', async (body) => {
    const { call, sandbox, taskId } = await listen();
    sandbox.finish(taskId);

    const { items } = await call(JSON.parse(JSON.stringify(body).replace('ID', taskId)));

    expect(items?.map(({ json }) => json.taskId)).toEqual([taskId]);
  });

  test('finds the task id in a body of a type that n8n does not parse', async () => {
    const { call, sandbox, taskId } = await listen();
    sandbox.finish(taskId);

    const { items } = await call({}, { rawBody: JSON.stringify({ task_id: taskId }) });

    expect(items?.[0]?.json).toMatchObject({ taskId });
  });

  test('starts the workflow with each task of a list, once', async () => {
    const { call, sandbox, submit, taskId } = await listen();
    const otherId = await submit();
    sandbox.finish(taskId);
    sandbox.fail(otherId);

    const { items } = await call([{ task_id: taskId }, { task_id: otherId }, { id: taskId }]);

    expect(items?.map(({ json }) => [json.taskId, json.status])).toEqual([
      [taskId, 'succeeded'],
      [otherId, 'failed'],
    ]);
  });

  test('starts the workflow once, also when two callbacks come at the same moment', async () => {
    const { call, sandbox, taskId } = await listen();
    sandbox.finish(taskId);

    const results = await Promise.all([call({ task_id: taskId }), call({ task_id: taskId })]);
    const later = await call({ task_id: taskId });

    expect(results.filter(({ items }) => items !== undefined)).toHaveLength(1);
    expect([later.httpStatus, later.items]).toEqual([200, undefined]);
  });

  test('starts the workflow with every test event of the editor', async () => {
    const { call, sandbox, taskId } = await listen();
    sandbox.finish(taskId);
    const body = { task_id: taskId };

    const production = await call(body);
    const first = await call(body, { mode: 'manual' });
    const second = await call(body, { mode: 'manual' });

    expect([production, first, second].map(({ items }) => items?.length)).toEqual([1, 1, 1]);
  });

  test('remembers over a restart of n8n', async () => {
    const { call, sandbox, taskId, workflow } = await listen();
    sandbox.finish(taskId);
    await call({ task_id: taskId });
    const saved = JSON.parse(JSON.stringify(workflow.staticData));

    const restarted = createTriggerWorkflow('the same after a restart', {}, saved);
    const { items } = await call({ task_id: taskId }, { workflow: restarted });

    expect(items).toBeUndefined();
  });

  test('starts nothing for a task whose callback and API report that it is running', async () => {
    const { call, taskId } = await listen();

    const { httpStatus, items } = await call({ task_id: taskId, status: 'IN_PROGRESS' });

    expect([httpStatus, items]).toEqual([200, undefined]);
  });

  test('waits a little for an API that is behind its own callback', async () => {
    const { call, sandbox, taskId } = await listen();
    const calling = call({ task_id: taskId });
    await until(() => sandbox.requests().some(({ method }) => method === 'GET'));
    sandbox.finish(taskId);

    const { items } = await calling;

    expect(items?.[0]?.json).toMatchObject({ taskId, status: 'succeeded' });
  });

  test('starts the workflow for the chosen ends only', async () => {
    const { call, sandbox, taskId } = await listen({ events: ['finished'] });
    sandbox.fail(taskId);

    const { httpStatus, items } = await call({ task_id: taskId });

    expect([httpStatus, items]).toEqual([200, undefined]);
  });

  test('rejects a body that names no task', async () => {
    const { call } = await listen();

    expect(await call({ hello: 'there' })).toMatchObject({ httpStatus: 422 });
  });
});

describe('An event that cannot be verified', () => {
  test('is sent again during an outage, and starts the workflow after it', async () => {
    const { call, sandbox, taskId } = await listen();
    sandbox.finish(taskId);
    sandbox.inject({ kind: 'server-error', on: 'read', times: 2 });

    const during = [await call({ task_id: taskId }), await call({ task_id: taskId })];
    const after = await call({ task_id: taskId });

    expect(during).toMatchObject([
      { httpStatus: 503, retryAfter: '60', items: undefined },
      { httpStatus: 503, retryAfter: '60', items: undefined },
    ]);
    expect(during[0]?.warnings).toEqual([
      expect.stringMatching(
        /^A callback could not be verified, and its sender was asked to send it again\. The API is unavailable/,
      ),
    ]);
    expect([after.httpStatus, after.items?.length]).toEqual([200, 1]);
  });

  test('is sent again while the key is wrong, and starts the workflow once it is right', async () => {
    const { call, sandbox, taskId } = await listen();
    sandbox.finish(taskId);

    const before = await call({ task_id: taskId }, { apiKey: 'aio_wrong' });
    const after = await call({ task_id: taskId });

    expect(before).toMatchObject({ httpStatus: 503, items: undefined });
    expect(before.warnings.join()).toContain('The API refused the key');
    expect(before.warnings.join()).not.toContain('aio_wrong');
    expect(after.items).toHaveLength(1);
  });

  test('is sent again while nobody reaches the API', async () => {
    const { call, taskId } = await listen();

    const { httpStatus, warnings } = await call(
      { task_id: taskId },
      { baseUrl: 'http://127.0.0.1:9' },
    );

    expect(httpStatus).toBe(503);
    expect(warnings.join()).toContain('Could not reach http://127.0.0.1:9');
  });

  test('is sent again while the base URL of the credential is not safe', async () => {
    const { call, taskId } = await listen();

    const { httpStatus, warnings } = await call(
      { task_id: taskId },
      { baseUrl: 'http://192.0.2.1' },
    );

    expect(httpStatus).toBe(503);
    expect(warnings.join()).toContain('The Base URL of the credential cannot be used');
  });

  test('is sent again when the API knows no such task, and is logged on one line', async () => {
    const { call } = await listen();

    const { httpStatus, items, warnings } = await call({ task_id: 'made\nup' });

    expect([httpStatus, items]).toEqual([503, undefined]);
    expect(warnings).toEqual([expect.stringContaining('The API knows no task made up.')]);
  });

  test('is sent again when the API reports the task as running still', async () => {
    const { call, taskId } = await listen();

    const { httpStatus, items } = await call({ task_id: taskId, status: 'SUCCESS' });

    expect([httpStatus, items]).toEqual([503, undefined]);
  });

  test('does not keep back the other tasks of its callback, and they start once', async () => {
    const { call, sandbox, taskId } = await listen();
    sandbox.finish(taskId);
    const body = [{ task_id: 'made_up' }, { task_id: taskId }];

    const first = await call(body);
    const again = await call(body);

    expect(first).toMatchObject({ httpStatus: 503, noWebhookResponse: true });
    expect(first.items?.map(({ json }) => json.taskId)).toEqual([taskId]);
    expect([again.httpStatus, again.items]).toEqual([503, undefined]);
  });
});

const secrets = [
  'open-sesame_1',
  'open sesame',
  ' blanks ',
  'a/b',
  ':colon',
  '100%',
  '%2F',
  '.',
  '..',
  '~20',
  'ключ 鑰匙 🔑',
  '"}}\'<>&+?#=;',
];

describe('The secret', () => {
  test.each(secrets)('%j in the path is where n8n listens, as it is written', async (secret) => {
    const workflow = createTriggerWorkflow('path', { secret, secretIn: 'path' });
    const node = workflow.getNode('Kling Trigger');
    const path =
      node && workflow.expression.getSimpleParameterValue(node, webhookPath, 'internal', {});

    const url = new URL(`https://n8n.example/webhook/1/${path}`);

    expect(path).toBe(`kling/${secretPath(secret)}`);
    // n8n decodes the path of a request, and looks for a webhook with exactly that path.
    expect(decodeURIComponent(url.pathname)).toBe(`/webhook/1/${path}`);
  });

  const inPath = (secret: string) => ({ url: `/webhook/1/kling/${secretPath(secret)}?x=1` });
  const inQuery = (secret: string) => ({ query: { secret } });
  const inHeader = (secret: string) => ({ headers: { 'x-kling-secret': secret } });
  const places: readonly (readonly [string, (secret: string) => IDataObject])[] = [
    ['path', inPath],
    ['query', inQuery],
    ['header', (secret) => inHeader(encodeURIComponent(secret.trim()))],
    ['header', (secret) => inHeader(Buffer.from(secret.trim()).toString('latin1'))],
  ];

  test.each(places)(
    'is accepted from the %s, whatever its characters are',
    async (secretIn, write) => {
      for (const secret of secrets) {
        const { call } = await listen({ secret, secretIn });

        const results = [await call({}, write(secret)), await call({}, write(`${secret}x`))];

        expect([secret, ...results.map(({ httpStatus }) => httpStatus)]).toEqual([
          secret,
          422,
          403,
        ]);
      }
    },
  );

  test('keeps callbacks without it from the API', async () => {
    const { call, sandbox, taskId } = await listen({ secret: 'open sesame' });
    sandbox.finish(taskId);

    const wrong = await call({ task_id: taskId });
    const right = await call({ task_id: taskId }, inPath('open sesame'));

    expect([wrong.httpStatus, wrong.items]).toEqual([403, undefined]);
    expect([right.httpStatus, right.items?.length]).toEqual([200, 1]);
    expect(sandbox.requests().filter(({ method }) => method === 'GET')).toHaveLength(1);
  });
});
