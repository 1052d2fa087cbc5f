import { beforeAll, describe, expect, test } from 'vitest';
import { callWebhook } from './call-webhook.mts';
import { startServices } from './n8n-services.mts';
import { kling } from './node-types.mts';
import { generating, openSandbox, postsOf } from './open-sandbox.mts';
import {
  jsonOf,
  resumeByTime,
  retryExecution,
  runWorkflow,
  startWorkflow,
} from './run-workflow.mts';

beforeAll(async () => {
  await startServices();
});

const untilCallback = (fields = {}) =>
  generating({ prompt: '={{ $json.prompt }}', waitMode: 'untilCallback', ...fields });

const items = ['a', 'b', 'c'].map((prompt) => ({ json: { prompt } }));

/** Parks an execution of three videos. */
async function park(fields: object = {}, node: object = {}) {
  const sandbox = await openSandbox({ speed: 1 });
  const options = { baseUrl: sandbox.url, items, parameters: untilCallback(fields), node };
  const started = startWorkflow(options);
  const run = await started.ended;
  const { workflow } = started;
  const call = (body: object = {}) =>
    callWebhook({
      workflow,
      node: 'Kling',
      type: kling,
      baseUrl: sandbox.url,
      body: { ...body },
      parked: run,
    });
  const taskIds = sandbox.tasks().map(({ id }) => id);
  return { sandbox, options, run, call, taskIds };
}

describe('Until Callback', () => {
  test('parks the execution, with its resume URL as callback', async () => {
    const { run, sandbox } = await park();

    expect(run.status).toBe('waiting');
    expect(run.waitTill?.getTime()).toBeGreaterThan(Date.now() + 29 * 60_000);
    expect(sandbox.requests()[0]?.body).toMatchObject({
      callback_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:5678\/webhook-waiting\/1/),
    });
  });

  test('goes on when all have ended, in order, with their files', async () => {
    const { call, sandbox, taskIds } = await park({ download: true });
    for (const taskId of taskIds) sandbox.finish(taskId);

    const { httpStatus, items: output } = await call({ data: { task_id: taskIds[2] } });

    expect(httpStatus).toBe(200);
    expect(output?.map(({ json }) => json)).toMatchObject(
      taskIds.map((taskId) => ({ taskId, status: 'succeeded', credits: 120, origin: 'rendered' })),
    );
    expect(output?.map(({ binary }) => binary?.data?.fileExtension)).toEqual(['mp4', 'mp4', 'mp4']);
    expect(output?.map(({ pairedItem }) => pairedItem)).toEqual([
      { item: 0 },
      { item: 1 },
      { item: 2 },
    ]);
  });

  test('stays parked while a task is at work, whatever callbacks say', async () => {
    const { call, sandbox, taskIds } = await park();
    for (const taskId of taskIds.slice(1)) sandbox.finish(taskId);

    const early = await call({
      data: { status: 'SUCCESS', response: ['https://evil.example/a.mp4'] },
    });

    expect(early.httpStatus).toBe(200);
    expect(early.workflowData).toBeUndefined();
  });

  test('makes good a lost callback by the next one, and ignores a repeated one', async () => {
    const { call, sandbox, taskIds } = await park();
    for (const taskId of taskIds) sandbox.finish(taskId);

    const [one, other] = await Promise.all([
      call({ data: { task_id: taskIds[1] } }),
      call({ data: { task_id: taskIds[1] } }),
    ]);

    expect([one.items?.length, other.items?.length]).toEqual([3, undefined]);
  });

  test('gives out the facts of a failed task', async () => {
    const { call, sandbox, taskIds } = await park();
    sandbox.fail(String(taskIds[0]));
    for (const taskId of taskIds.slice(1)) sandbox.finish(taskId);

    const { items: output } = await call();

    expect(output?.map(({ json }) => json)).toMatchObject([
      { taskId: taskIds[0], code: 'task-failed', mayHaveBeenCharged: true },
      { status: 'succeeded' },
      { status: 'succeeded' },
    ]);
  });

  test('passes on status and task ids at the deadline', async () => {
    const { options, run, taskIds } = await park();

    const late = await resumeByTime(run, options);

    expect(late.status).toBe('success');
    expect(jsonOf(late, 'Sink')).toMatchObject(
      taskIds.map((taskId) => ({ taskId, status: 'submitted', next: expect.any(String) })),
    );
  });

  test('does not park when everything has ended already', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({ baseUrl: sandbox.url, items, parameters: untilCallback() });

    expect(run.status).toBe('success');
    expect(jsonOf(run)).toMatchObject(items.map(() => ({ status: 'succeeded' })));
    expect(postsOf(sandbox)).toBe(3);
  });

  test('waits by polling for tasks that report to an execution before', async () => {
    const sandbox = await openSandbox({ faults: [{ on: 'submit', kind: 'refused', skip: 2 }] });
    const options = {
      baseUrl: sandbox.url,
      items,
      parameters: generating(
        { prompt: '={{ $json.prompt }}', waitMode: 'untilCallback' },
        { concurrency: 1 },
      ),
    };
    const failed = await runWorkflow(options);

    const retried = await retryExecution(failed, options);

    expect(failed.status).toBe('error');
    expect(jsonOf(retried).map(({ status }) => status)).toEqual(items.map(() => 'succeeded'));
    expect(sandbox.tasks()).toHaveLength(3);
  });

  test('sends nothing when API in One cannot call this n8n back', async () => {
    const run = await runWorkflow({
      baseUrl: 'https://api.invalid',
      items,
      parameters: untilCallback(),
    });

    expect(run.data.resultData.error).toMatchObject({
      message: 'API in One cannot call this n8n back at http://127.0.0.1:5678',
      description: expect.stringContaining('WEBHOOK_URL'),
    });
  });
});
