import { type IDataObject, Workflow } from 'n8n-workflow';
import { beforeAll, describe, expect, test } from 'vitest';
import { callWebhook } from './call-webhook.mts';
import { startServices } from './n8n-services.mts';
import { klingTrigger, nodeTypes } from './node-types.mts';
import { generating, openSandbox } from './open-sandbox.mts';
import { runWorkflow } from './run-workflow.mts';
import { until } from './until.mts';

beforeAll(async () => {
  await startServices();
});

let workflows = 0;

/** Listens with a trigger node to a sandbox that has made one task. */
async function listen(parameters: IDataObject = {}, prompt = 'A lighthouse') {
  const sandbox = await openSandbox({ speed: 1 });
  await runWorkflow({
    baseUrl: sandbox.url,
    parameters: generating({ operation: 'submit', prompt }),
  });
  const taskId = String(sandbox.tasks()[0]?.id);
  workflows += 1;
  const id = `trigger workflow ${workflows}`;
  const open = (staticData?: IDataObject) => createWorkflow(id, parameters, staticData);
  const workflow = open();
  const call = (body: IDataObject, more: object = {}) =>
    callWebhook({
      workflow,
      node: 'Kling Trigger',
      type: klingTrigger,
      baseUrl: sandbox.url,
      body,
      ...more,
    });
  return { sandbox, taskId, call, workflow, open };
}

function createWorkflow(id: string, parameters: IDataObject, staticData: IDataObject = {}) {
  return new Workflow({
    id,
    active: true,
    nodes: [
      {
        id: 'trigger',
        name: 'Kling Trigger',
        type: '@kling-automation/n8n-nodes-kling.klingTrigger',
        typeVersion: 1,
        position: [0, 0],
        parameters: { events: ['finished', 'failed'], ...parameters },
        credentials: { apiInOneApi: { id: '1', name: 'API in One' } },
      },
    ],
    connections: {},
    nodeTypes,
    staticData,
  });
}

describe('Kling Trigger', () => {
  test('starts the workflow with the task as the API tells it', async () => {
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
  ])('finds the task id in %j', async (body) => {
    const { call, sandbox, taskId } = await listen();
    sandbox.finish(taskId);

    const { items } = await call(JSON.parse(JSON.stringify(body).replace('ID', taskId)));

    expect(items?.[0]?.json).toMatchObject({ taskId });
  });

  test('starts the workflow once, also when two callbacks come at the same moment', async () => {
    const { call, sandbox, taskId } = await listen();
    sandbox.finish(taskId);

    const results = await Promise.all([call({ task_id: taskId }), call({ task_id: taskId })]);
    const later = await call({ task_id: taskId });

    expect(results.filter(({ items }) => items !== undefined)).toHaveLength(1);
    expect(later.items).toBeUndefined();
  });

  test('remembers over a restart of n8n', async () => {
    const { call, sandbox, taskId, workflow } = await listen();
    sandbox.finish(taskId);
    await call({ task_id: taskId });
    const saved = JSON.parse(JSON.stringify(workflow.staticData));

    const restarted = createWorkflow('the same after a restart', {}, saved);
    const { items } = await call({ task_id: taskId }, { workflow: restarted });

    expect(items).toBeUndefined();
  });

  test('starts nothing for a task that the API does not know', async () => {
    const { call } = await listen();

    const { httpStatus, items } = await call({ task_id: 'made_up' });

    expect([httpStatus, items]).toEqual([200, undefined]);
  });

  test('starts nothing for a task that is still at work', async () => {
    const { call, taskId } = await listen();

    const { items } = await call({ task_id: taskId, status: 'SUCCESS' });

    expect(items).toBeUndefined();
  });

  test('waits a little for an API that is behind its own callback', async () => {
    const { call, sandbox, taskId } = await listen();
    const answering = call({ task_id: taskId });
    await until(() => sandbox.requests().some(({ method }) => method === 'GET'));
    sandbox.finish(taskId);

    const { items } = await answering;

    expect(items?.[0]?.json).toMatchObject({ taskId, status: 'succeeded' });
  });

  test('starts the workflow for the chosen ends only', async () => {
    const { call, sandbox, taskId } = await listen({ events: ['finished'] });
    sandbox.fail(taskId);

    const { items } = await call({ task_id: taskId });

    expect(items).toBeUndefined();
  });

  test('refuses a body that names no task', async () => {
    const { call } = await listen();

    expect(await call({ hello: 'world' })).toMatchObject({ httpStatus: 422 });
  });

  test.each([
    ['header', { headers: { 'x-kling-secret': 'open sesame' } }],
    ['query', { query: { secret: 'open sesame' } }],
    ['path', { url: '/webhook/1/kling/open%20sesame?x=1' }],
  ])('takes the secret from the %s', async (secretIn, more) => {
    const { call, sandbox, taskId } = await listen({ secret: 'open sesame', secretIn });
    sandbox.finish(taskId);

    const wrong = await call({ task_id: taskId });
    const right = await call({ task_id: taskId }, more);

    expect([wrong.httpStatus, wrong.items]).toEqual([403, undefined]);
    expect([right.httpStatus, right.items?.length]).toEqual([200, 1]);
    expect(sandbox.requests().filter(({ method }) => method === 'GET')).toHaveLength(1);
  });
});
