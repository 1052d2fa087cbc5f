import { beforeAll, describe, expect, test } from 'vitest';
import { startServices } from './n8n-services.mts';
import { generating, openSandbox, postsOf } from './open-sandbox.mts';
import { parkExecution, threeItems, untilCallback } from './park-execution.mts';
import { jsonOf, outputOf, runWorkflow } from './run-workflow.mts';
import { until } from './until.mts';

beforeAll(async () => {
  await startServices();
});

const threeMinutes = 3 * 60_000;

describe('Until Callback', () => {
  test('parks the execution with its resume URL as callback, and shows its tasks meanwhile', async () => {
    const { run, sandbox, taskIds } = await parkExecution();

    expect(run.status).toBe('waiting');
    expect(sandbox.requests()[0]?.body).toMatchObject({
      callback_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:5678\/webhook-waiting\/1/),
    });
    expect(jsonOf(run)).toMatchObject(
      taskIds.map((taskId) => ({ taskId, status: 'submitted', credits: 120, newCredits: 120 })),
    );
    expect(run.data.resultData.runData.Sink).toBeUndefined();
  });

  test('goes on when all have ended, once, in order, with their files', async () => {
    const { sandbox, taskIds, wake } = await parkExecution({
      parameters: untilCallback({ download: true }, { fileName: '={{ $json.prompt }}.mp4' }),
    });
    for (const taskId of taskIds) sandbox.finish(taskId);

    const woken = await wake({ data: { task_id: taskIds[2] } });

    expect(woken?.status).toBe('success');
    expect(woken?.data.resultData.runData.Kling).toHaveLength(1);
    const output = woken === undefined ? [] : outputOf(woken, 'Sink');
    expect(output.map(({ json }) => json)).toMatchObject(
      taskIds.map((taskId) => ({
        taskId,
        status: 'succeeded',
        newCredits: 120,
        origin: 'rendered',
      })),
    );
    expect(output.map(({ binary }) => binary?.data?.fileName)).toEqual(['a.mp4', 'b.mp4', 'c.mp4']);
    expect(woken === undefined ? [] : outputOf(woken).map(({ pairedItem }) => pairedItem)).toEqual([
      { item: 0 },
      { item: 1 },
      { item: 2 },
    ]);
    expect(postsOf(sandbox)).toBe(3);
  });

  test('answers a callback, and stays parked while a task is at work, whatever callbacks say', async () => {
    const { callBack, sandbox, taskIds } = await parkExecution();
    for (const taskId of taskIds.slice(1)) sandbox.finish(taskId);

    const early = await callBack({
      data: { status: 'SUCCESS', response: ['https://evil.example/a.mp4'] },
    });

    expect(early.httpStatus).toBe(200);
    expect(early.workflowData).toBeUndefined();
  });

  test('makes good a lost callback by the next one, and ignores a repeated one', async () => {
    const { callBack, sandbox, taskIds } = await parkExecution();
    for (const taskId of taskIds) sandbox.finish(taskId);

    const [one, other] = await Promise.all([
      callBack({ data: { task_id: taskIds[1] } }),
      callBack({ data: { task_id: taskIds[1] } }),
    ]);

    expect([one.workflowData, other.workflowData]).toEqual([[], undefined]);
  });

  test('reads one task for each callback while that one is still at work', async () => {
    const { callBack, sandbox, taskIds } = await parkExecution();
    const requestsBefore = sandbox.requests().length;

    for (const taskId of taskIds.slice(1)) {
      sandbox.finish(taskId);
      await callBack({ data: { task_id: taskId } });
    }

    expect(sandbox.requests().length - requestsBefore).toBe(2);
  });

  test('looks at its tasks by itself when no callback has come, and parks anew', async () => {
    const { run, sandbox, taskIds, wakeByTime } = await parkExecution();
    const firstNap = Number(run.waitTill) - Date.now();
    sandbox.finish(String(taskIds[0]));

    const parkedAnew = await wakeByTime();
    for (const taskId of taskIds.slice(1)) sandbox.finish(taskId);
    const woken = await wakeByTime(parkedAnew);

    expect(firstNap).toBeGreaterThan(threeMinutes - 30_000);
    expect(firstNap).toBeLessThanOrEqual(threeMinutes);
    expect(parkedAnew.status).toBe('waiting');
    expect(woken.status).toBe('success');
    expect(jsonOf(woken, 'Sink').map(({ taskId, status }) => [taskId, status])).toEqual(
      taskIds.map((taskId) => [taskId, 'succeeded']),
    );
    expect(postsOf(sandbox)).toBe(3);
  });

  test('gives out nothing while it is parked, even where a node always gives out something', async () => {
    const { sandbox, taskIds, wakeByTime } = await parkExecution({
      node: { alwaysOutputData: true },
    });
    for (const taskId of taskIds) sandbox.finish(taskId);

    const woken = await wakeByTime();

    expect(woken.data.resultData.runData.Sink).toHaveLength(1);
    expect(jsonOf(woken, 'Sink')).toHaveLength(3);
  });

  test.each(['v0', 'v1'] as const)(
    'goes on in n8n’s execution order %s',
    async (executionOrder) => {
      const { sandbox, taskIds, wake } = await parkExecution({ settings: { executionOrder } });
      for (const taskId of taskIds) sandbox.finish(taskId);

      const woken = await wake();

      expect(woken === undefined ? [] : jsonOf(woken, 'Sink')).toHaveLength(3);
    },
  );

  test('does not park when everything has ended already', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      items: threeItems,
      parameters: untilCallback(),
    });

    expect(run.status).toBe('success');
    expect(jsonOf(run)).toMatchObject(threeItems.map(() => ({ status: 'succeeded' })));
    expect(postsOf(sandbox)).toBe(3);
  });

  test('reads its tasks at the deadline, and fails with what is still running', async () => {
    const { run, sandbox, taskIds, wakeByTime } = await parkExecution({
      parameters: untilCallback({}, { timeoutMinutes: 0.06 }),
      node: { onError: 'continueRegularOutput' },
    });
    sandbox.finish(String(taskIds[1]));
    await until(() => Date.now() > Number(run.waitTill));

    const late = await wakeByTime();

    expect(jsonOf(late, 'Sink')).toMatchObject([
      { taskId: taskIds[0], code: 'deadline-exceeded', mayHaveBeenCharged: true },
      { taskId: taskIds[1], status: 'succeeded' },
      {
        taskId: taskIds[2],
        code: 'deadline-exceeded',
        message: expect.stringContaining('after 4 s'),
      },
    ]);
  });
});

describe('an execution that cannot be parked', () => {
  test('polls instead', async () => {
    const sandbox = await openSandbox({ speed: 500 });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      executionId: '',
      parameters: generating({ waitMode: 'untilCallback' }),
    });

    expect(jsonOf(run)).toMatchObject([{ status: 'succeeded', origin: 'rendered' }]);
  });
});
