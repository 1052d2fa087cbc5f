import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Server } from '../src/n8n/server.ts';
import type { Session } from '../src/n8n/session.ts';
import { until } from '../src/process/until.ts';
import { describeApiInOne } from '../src/workflow/credential.ts';
import { klingNode, klingTriggerNode, manualTrigger } from '../src/workflow/nodes.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { openSetup, type Setup } from './setup.ts';

const secret = 'only we/know: 100%';

describe('Kling Trigger', () => {
  let setup: Setup;
  let server: Server & { readonly session: Session };
  let workflowId: string;
  let callbackUrl: string;

  beforeAll(async () => {
    setup = await openSetup({ sandbox: { speed: 1 } });
    server = await setup.startServer();
    const trigger = klingTriggerNode({ secret, secretIn: 'path' }, 'finished-video');
    const read = klingNode({ resource: 'task', operation: 'get', taskId: '={{ $json.taskId }}' });
    workflowId = await server.session.createWorkflow(chainNodes('finished', [trigger, read]), {
      publish: true,
    });
    callbackUrl = `${server.url}/webhook/finished-video/kling/only~20we~2Fknow~3A~20100~25`;
    const submit = klingNode({
      resource: 'video',
      operation: 'submit',
      prompt: 'A lighthouse at dawn',
      duration: 3,
      options: { callbackUrl },
    });
    submitWorkflowId = await server.session.createWorkflow(
      chainNodes('submit', [manualTrigger(), submit]),
    );
  });
  let submitWorkflowId: string;
  afterAll(() => setup.close());

  test('starts one run with the task that the API returns', async () => {
    const taskId = await submit();
    const runsBefore = await countRuns();

    setup.sandbox.finish(taskId);
    const execution = await untilRun(runsBefore + 1);

    expect(execution.itemsOf('Kling')[0]?.json).toMatchObject({ taskId, status: 'succeeded' });
  });

  test('starts one run when the callback arrives twice, and none for it later', async () => {
    setup.sandbox.inject({ kind: 'callback-twice' });
    const taskId = await submit();
    const runsBefore = await countRuns();

    setup.sandbox.finish(taskId);
    await untilRun(runsBefore + 1);
    await until('both callbacks have a response', () => callbacksOf(taskId).length === 2);
    const again = await callBack(callbackUrl, taskId);
    await submitAndAwaitRun(runsBefore + 2);

    expect(again.status).toBe(200);
    expect(await countRuns()).toBe(runsBefore + 2);
  });

  test('a wrong secret is refused and starts nothing', async () => {
    const taskId = await submit();
    const runsBefore = await countRuns();

    const responses = await Promise.all([
      callBack(`${server.url}/webhook/finished-video/kling/guess`, taskId),
      callBack(`${server.url}/webhook/finished-video/kling`, taskId),
    ]);

    expect(responses.map(({ status }) => status)).toEqual([404, 404]);
    expect(await countRuns()).toBe(runsBefore);
  });

  test('a false callback about an unfinished or unknown task starts nothing', async () => {
    const taskId = await submit();
    const runsBefore = await countRuns();

    await callBack(callbackUrl, taskId);
    await callBack(callbackUrl, 'no-such-task');
    await until('both tasks were looked at', () => isRead(taskId) && isRead('no-such-task'));
    await submitAndAwaitRun(runsBefore + 1);

    expect(await countRuns()).toBe(runsBefore + 1);
  });

  test('an outage asks the sender to try again, and the next try starts the run', async () => {
    setup.sandbox.inject({ kind: 'callback-lost' });
    const taskId = await submit();
    setup.sandbox.finish(taskId);
    const runsBefore = await countRuns();

    setup.sandbox.inject({ kind: 'server-error', on: 'read' });
    const during = await callBack(callbackUrl, taskId);
    const after = await callBack(callbackUrl, taskId);
    await untilRun(runsBefore + 1);

    expect([during.status, during.headers.get('retry-after')]).toEqual([503, '60']);
    expect(after.status).toBe(200);
    expect(server.child.output()).toContain('A callback could not be verified');
  });

  test('every test event of the editor starts a run, also of a task that had one', async () => {
    const taskId = await submit();
    const runsBefore = await countRuns();
    setup.sandbox.finish(taskId);
    await untilRun(runsBefore + 1);
    const testUrl = callbackUrl.replace('/webhook/', '/webhook-test/');

    const statuses: number[] = [];
    for (const _event of ['first', 'second']) {
      await server.session.listenForTestEvent(workflowId, 'Kling Trigger');
      const { status } = await callBack(testUrl, taskId);
      statuses.push(status);
    }
    await untilRun(runsBefore + 3);

    expect(statuses).toEqual([200, 200]);
  });

  test('the test of its credential passes for the API and an accepted key only', async () => {
    const { apiKey, url: baseUrl } = setup.sandbox;
    const verdictFor = (data: Readonly<Record<string, unknown>>) =>
      server.session.testCredential({ ...describeApiInOne(setup.sandbox), data });

    const verdicts = [
      await verdictFor({ apiKey, baseUrl: `${baseUrl}/api/v1/ ` }),
      await verdictFor({ apiKey: 'aio_wrong', baseUrl }),
      await verdictFor({ apiKey, baseUrl: `${server.url}/elsewhere` }),
    ];

    expect(verdicts).toEqual([
      { status: 'OK', message: 'The API accepts this key.' },
      { status: 'Error', message: expect.stringContaining('The API refused the key (HTTP 401') },
      {
        status: 'Error',
        message: expect.stringContaining('which is not a response of the API. Check the base URL'),
      },
    ]);
  });

  /** Counts runs after a later one has ended: any other run would have started by then. */
  async function submitAndAwaitRun(count: number): Promise<void> {
    setup.sandbox.finish(await submit());
    await untilRun(count);
  }

  async function submit(): Promise<string> {
    const { session } = server;
    const execution = await session.waitForExecution(await session.run(submitWorkflowId, 'Start'));
    return String(execution.itemsOf('Kling')[0]?.json.taskId);
  }

  async function countRuns(): Promise<number> {
    return (await server.session.listExecutions(workflowId)).length;
  }

  async function untilRun(count: number) {
    const [newest] = await until('the trigger has started a run', async () => {
      const runs = await server.session.listExecutions(workflowId);
      return runs.length >= count && runs;
    });
    return server.session.waitForExecution(newest?.id ?? '');
  }

  function callbacksOf(taskId: string) {
    return setup.sandbox.tasks().find(({ id }) => id === taskId)?.callbacks ?? [];
  }

  function isRead(taskId: string): boolean {
    return setup.sandbox.requests().some(({ method, path }) => {
      return method === 'GET' && path.endsWith(`/${taskId}`);
    });
  }
});

function callBack(url: string, taskId: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: 200, data: { task_id: taskId, status: 'SUCCESS' } }),
  });
}
