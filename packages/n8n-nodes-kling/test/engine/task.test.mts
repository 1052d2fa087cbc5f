import type { IDataObject } from 'n8n-workflow';
import { beforeAll, describe, expect, test } from 'vitest';
import { startServices } from './n8n-services.mts';
import { generating, openSandbox, postsOf } from './open-sandbox.mts';
import { jsonOf, outputOf, runWorkflow } from './run-workflow.mts';

beforeAll(async () => {
  await startServices();
});

/** Submits videos, and runs an operation on their tasks. */
async function onTasks(operation: string, prompts: readonly string[], fields: IDataObject = {}) {
  const sandbox = await openSandbox();
  const submitted = await runWorkflow({
    baseUrl: sandbox.url,
    items: prompts.map((prompt) => ({ json: { prompt } })),
    parameters: generating({ operation: 'submit', prompt: '={{ $json.prompt }}' }),
  });
  const items = jsonOf(submitted).map((json) => ({ json }));
  const run = await runWorkflow({
    baseUrl: sandbox.url,
    items,
    parameters: {
      resource: 'task',
      operation,
      taskId: '={{ $json.taskId }}',
      options: { targetLagSeconds: 0.05 },
      ...fields,
    },
    node: { onError: 'continueRegularOutput' },
  });
  return { sandbox, submitted, run };
}

describe('Video > Submit', () => {
  test('returns task ids at once', async () => {
    const { sandbox, submitted } = await onTasks('get', ['a', 'b']);

    expect(jsonOf(submitted)).toMatchObject(
      sandbox.tasks().map(({ id }) => ({ taskId: id, status: 'submitted', credits: 120 })),
    );
  });

  test('sends the callback URL of the item', async () => {
    const sandbox = await openSandbox();

    await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({ operation: 'submit' }, { callbackUrl: 'https://n8n.example/hook' }),
    });

    expect(sandbox.requests()[0]?.body).toMatchObject({ callback_url: 'https://n8n.example/hook' });
  });
});

describe('Task', () => {
  test('Get reads each task once', async () => {
    const { run, sandbox } = await onTasks('get', ['a', 'b [[fail]]']);

    expect(jsonOf(run)).toMatchObject([
      { status: 'succeeded', videoUrl: expect.any(String), credits: 120 },
      { status: 'failed', videoUrl: null, reason: expect.stringContaining('failed') },
    ]);
    expect(sandbox.requests().filter(({ method }) => method === 'GET')).toHaveLength(2);
    expect(postsOf(sandbox)).toBe(2);
  });

  test('Wait fails the item of a failed task only', async () => {
    const { run } = await onTasks('wait', ['a [[nsfw]]', 'b'], { download: true });

    expect(jsonOf(run)).toMatchObject([{ code: 'task-failed' }, { status: 'succeeded' }]);
    expect(outputOf(run)[1]?.binary?.data).toMatchObject({ mimeType: 'video/mp4' });
  });

  test('Download fetches the video', async () => {
    const { run, sandbox } = await onTasks('download', ['a']);

    expect(outputOf(run)[0]?.binary?.data).toMatchObject({
      fileName: `${sandbox.tasks()[0]?.id}.mp4`,
    });
  });

  test('names the item whose task is unknown', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: { id: 'nobody' } }],
      parameters: { resource: 'task', operation: 'get', taskId: '={{ $json.id }}', options: {} },
    });

    expect(run.data.resultData.error).toMatchObject({
      message: 'The API knows no task nobody',
      context: { itemIndex: 0 },
    });
  });
});

describe('Task > Wait', () => {
  /** Waits for one id; fails the execution when the item fails. */
  const waitFor = (baseUrl: string, taskId: string) =>
    runWorkflow({
      baseUrl,
      parameters: { resource: 'task', operation: 'wait', taskId, options: {} },
    });

  test('reports an unknown id after two looks, and does not call it paid', async () => {
    const sandbox = await openSandbox();

    const run = await waitFor(sandbox.url, 'nobody');

    expect(run.data.resultData.error).toMatchObject({
      message: 'The API knows no task nobody',
      description: 'Check the id, and that the key belongs to the account that submitted it.',
    });
    expect(sandbox.requests()).toHaveLength(2);
  });

  test('waits on for a task that the API did not know at the first look', async () => {
    const { sandbox, submitted } = await onTasks('get', ['a']);
    sandbox.inject({ kind: 'not-found', on: 'read' });

    const run = await waitFor(sandbox.url, String(jsonOf(submitted)[0]?.taskId));

    expect(jsonOf(run)).toMatchObject([{ status: 'succeeded' }]);
  });
});

describe('Task ID', () => {
  test.each([
    ' n41abc_kling3\n',
    'https://apiin.one/api/v1/tasks/n41abc_kling3',
    'https://apiin.one/api/v1/tasks/n41abc_kling3/?a=b',
    'https://cdn.example.com/media/n41abc_kling3.mp4?signature=1&expires=2',
    'HTTPS://cdn.example.com/n41abc_kling3/0.mp4',
  ])('%j is read as its id', async (taskId) => {
    const sandbox = await openSandbox();

    await runWorkflow({
      baseUrl: sandbox.url,
      parameters: { resource: 'task', operation: 'get', taskId, options: {} },
    });

    expect(sandbox.requests()).toMatchObject([{ path: '/api/v1/tasks/n41abc_kling3' }]);
  });

  test.each([
    ['  ', '[item 0] Task ID is empty'],
    ['={{ null }}', '[item 0] Task ID is empty'],
    ['={{ {} }}', '[item 0] Task ID is empty'],
    ['https://cdn.example.com/a.mp4', '[item 0] Task ID is a link without a task ID in it'],
  ])('%j is refused without a request', async (taskId, message) => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: { resource: 'task', operation: 'get', taskId, options: {} },
    });

    expect(run.data.resultData.error).toMatchObject({
      message,
      description: 'Use the ID that Generate or Submit returned as taskId.',
    });
    expect(sandbox.requests()).toEqual([]);
  });
});

describe('Video > Estimate Cost', () => {
  test('needs no request and no credential', async () => {
    const run = await runWorkflow({
      baseUrl: 'http://127.0.0.1:9',
      items: [{ json: {} }, { json: {} }],
      parameters: generating(
        { operation: 'estimate', prompt: '', mode: 'pro', duration: 8, image: 'no such field' },
        { usdPerCredit: 0.002 },
      ),
      node: { credentials: {} },
    });

    expect(jsonOf(run)).toEqual(
      [0, 1].map(() => ({
        credits: 432,
        approximateUsd: 0.864,
        ratesReadOn: expect.any(String),
        mode: 'pro',
        duration: 8,
        aspectRatio: '16:9',
        sound: false,
      })),
    );
  });
});
