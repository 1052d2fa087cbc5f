import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startServices } from './n8n-services.mts';
import { generating, openSandbox, postsOf } from './open-sandbox.mts';
import { parkable, parkExecution, threeItems } from './park-execution.mts';
import {
  jsonOf,
  outputOf,
  retryExecution,
  retryWithSavedWorkflow,
  runWorkflow,
  startWorkflow,
} from './run-workflow.mts';
import { until } from './until.mts';

beforeAll(async () => {
  await startServices();
});

const threeMinutes = 3 * 60_000;

describe('Generate', () => {
  test('parks the execution with its resume URL as callback, and shows its tasks meanwhile', async () => {
    const { run, sandbox, taskIds } = await parkExecution();

    expect(run.status).toBe('waiting');
    expect(sandbox.requests()[0]?.body).toMatchObject({
      callback_url: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:\d+\/place-\d+\/webhook-waiting\/1\?.*kling=[0-9a-f]{16}$/,
      ),
    });
    expect(jsonOf(run)).toMatchObject(
      taskIds.map((taskId) => ({ taskId, status: 'submitted', credits: 120, newCredits: 120 })),
    );
    expect(run.data.resultData.runData.Sink).toBeUndefined();
  });

  test('goes on when all have ended, once, in order, with their files', async () => {
    const { sandbox, taskIds, wake } = await parkExecution({
      parameters: parkable({ download: true }, { fileName: '={{ $json.prompt }}.mp4' }),
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

  test('looks at its tasks whatever a callback reports, and parks again while one is at work', async () => {
    const { sandbox, taskIds, wake } = await parkExecution();
    for (const taskId of taskIds.slice(1)) sandbox.finish(taskId);

    const parkedAgain = await wake({
      data: { status: 'SUCCESS', response: ['https://evil.example/a.mp4'] },
    });

    expect(parkedAgain?.status).toBe('waiting');
    expect(postsOf(sandbox)).toBe(3);
  });

  test('sleeps on when a callback reports that a task is at work', async () => {
    const { callBack, taskIds } = await parkExecution();

    const early = await callBack({ data: { task_id: taskIds[0], status: 'IN_PROGRESS' } });

    expect(early.httpStatus).toBe(200);
    expect(early.workflowData).toBeUndefined();
  });

  test('is woken once by callbacks that come at the same time', async () => {
    const { callBack, sandbox, taskIds } = await parkExecution();
    for (const taskId of taskIds) sandbox.finish(taskId);

    const [one, other] = await Promise.all([
      callBack({ data: { task_id: taskIds[1] } }),
      callBack({ data: { task_id: taskIds[1] } }),
    ]);

    expect([one.workflowData, other.workflowData]).toEqual([[], undefined]);
  });

  test('looks at its tasks by itself when no callback has come, and parks again', async () => {
    const { run, sandbox, taskIds, wakeByTime } = await parkExecution();
    const firstNap = Number(run.waitTill) - Date.now();
    sandbox.finish(String(taskIds[0]));

    const parkedAgain = await wakeByTime();
    for (const taskId of taskIds.slice(1)) sandbox.finish(taskId);
    const woken = await wakeByTime(parkedAgain);

    expect(firstNap).toBeGreaterThan(threeMinutes - 30_000);
    expect(firstNap).toBeLessThanOrEqual(threeMinutes);
    expect(parkedAgain.status).toBe('waiting');
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

  test.each([
    ['the workflow as it ran', retryExecution],
    ['the workflow as it is saved', retryWithSavedWorkflow],
  ])('goes on after Stop and a retry with %s', async (_, retry) => {
    const { run, sandbox, taskIds, workflow } = await parkExecution({
      // Even where each node gives out something.
      node: { alwaysOutputData: true },
    });
    for (const taskId of taskIds) sandbox.finish(taskId);

    const retried = await retry(run, { ...workflow, mode: 'retry' });

    expect(retried.status).toBe('success');
    expect(jsonOf(retried, 'Sink').map(({ taskId, status }) => [taskId, status])).toEqual(
      taskIds.map((taskId) => [taskId, 'succeeded']),
    );
    expect(postsOf(sandbox)).toBe(3);
  });

  test('does not park when everything was ready before', async () => {
    const sandbox = await openSandbox();
    const workflow = {
      mode: 'trigger',
      baseUrl: sandbox.url,
      items: threeItems,
      parameters: parkable({ payOncePer: 'content' }),
    } as const;
    await runWorkflow(workflow);

    const again = await startWorkflow({ ...workflow, executionId: '2' }).firstTurn;

    expect(again.status).toBe('success');
    expect(jsonOf(again)).toMatchObject(
      threeItems.map(() => ({ status: 'succeeded', origin: 'resumed' })),
    );
    expect(postsOf(sandbox)).toBe(3);
  });

  test('asks for nothing before it parks: a task that was just made cannot have ended', async () => {
    const { sandbox } = await parkExecution();

    const methods = sandbox.requests().map(({ method }) => method);

    expect(methods).toEqual(['POST', 'POST', 'POST']);
  });

  test('reads its tasks at the deadline, and fails with what is still running', async () => {
    const { run, sandbox, taskIds, wakeByTime } = await parkExecution({
      parameters: parkable({ prompt: '={{ $json.prompt }} [[stuck]]' }, { timeoutMinutes: 2 }),
      node: { onError: 'continueRegularOutput' },
    });
    sandbox.finish(String(taskIds[1]));
    const { now } = Date;
    const ahead = Number(run.waitTill) - now();
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
    onTestFinished(() => clock.mockRestore());

    const late = await wakeByTime();

    expect(jsonOf(late, 'Sink')).toMatchObject([
      { taskId: taskIds[0], code: 'deadline-exceeded', mayHaveBeenCharged: true },
      { taskId: taskIds[1], status: 'succeeded' },
      {
        taskId: taskIds[2],
        code: 'deadline-exceeded',
        message: expect.stringContaining('after 120 s'),
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
      mode: 'trigger',
      parameters: generating(),
    });

    expect(jsonOf(run)).toMatchObject([{ status: 'succeeded', origin: 'rendered' }]);
  });
});

describe('a workflow on its own', () => {
  test('is woken by its watcher when its videos have ended', async () => {
    const sandbox = await openSandbox({ speed: 300 });

    const run = await runWorkflow({
      mode: 'trigger',
      baseUrl: sandbox.url,
      items: threeItems,
      parameters: parkable({ download: true }),
    });

    expect(run.status).toBe('success');
    expect(jsonOf(run, 'Sink')).toMatchObject(
      threeItems.map(() => ({ status: 'succeeded', origin: 'rendered', newCredits: 120 })),
    );
    expect(outputOf(run, 'Sink').every(({ binary }) => binary?.data !== undefined)).toBe(true);
    expect(postsOf(sandbox)).toBe(3);
  });

  test('submits no more at once than Concurrency allows, and the others as places are free', async () => {
    const sandbox = await openSandbox({ speed: 1 });
    const started = startWorkflow({
      mode: 'trigger',
      baseUrl: sandbox.url,
      items: threeItems,
      parameters: parkable({}, { concurrency: 2 }),
    });
    const parked = await started.firstTurn;
    const { ended } = started;
    const shown = jsonOf(parked).map(({ status }) => status);
    const atOnce = sandbox.tasks().length;

    for (let made = 2; made <= 3; made += 1) {
      await until(() => sandbox.tasks().length === made);
      for (const { id, status } of sandbox.tasks()) if (status !== 'succeeded') sandbox.finish(id);
    }
    const run = await ended;

    expect([atOnce, shown]).toEqual([2, ['submitted', 'submitted', 'waiting']]);
    expect(jsonOf(run, 'Sink').map(({ status }) => status)).toEqual([
      'succeeded',
      'succeeded',
      'succeeded',
    ]);
    expect(postsOf(sandbox)).toBe(3);
  });

  test('refuses the whole run when all its videos together are over Max Credits', async () => {
    const sandbox = await openSandbox();

    const run = await runWorkflow({
      mode: 'trigger',
      baseUrl: sandbox.url,
      items: threeItems,
      parameters: parkable({ maxCredits: 300 }, { concurrency: 1 }),
    });

    expect(run.data.resultData.error?.message).toContain('360');
    expect(postsOf(sandbox)).toBe(0);
  });

  test('finds a submission again whose response was lost, by its callback', async () => {
    const sandbox = await openSandbox({
      speed: 1,
      faults: [{ on: 'submit', kind: 'reset', when: 'after', times: 1 }],
    });
    const started = startWorkflow({
      mode: 'trigger',
      baseUrl: sandbox.url,
      items: threeItems,
      parameters: parkable(),
    });
    await started.firstTurn;
    const { ended } = started;
    for (const { id } of sandbox.tasks()) sandbox.finish(id);

    const run = await ended;

    expect(sandbox.tasks()).toHaveLength(3);
    expect(jsonOf(run, 'Sink')).toMatchObject(
      threeItems.map(() => ({ status: 'succeeded', newCredits: 120 })),
    );
    expect(postsOf(sandbox)).toBe(3);
  });

  test('submits without its callback when the API takes none, and is woken by its watcher', async () => {
    const sandbox = await openSandbox({
      speed: 300,
      faults: [{ on: 'submit', kind: 'refused', message: 'Unknown field: callback_url' }],
    });
    const started = startWorkflow({
      mode: 'trigger',
      baseUrl: sandbox.url,
      parameters: generating(),
    });
    await started.firstTurn;

    const run = await started.ended;

    expect(jsonOf(run)).toMatchObject([{ status: 'succeeded', newCredits: 120 }]);
    expect(sandbox.tasks().map(({ request }) => request)).not.toMatchObject([
      { callback_url: expect.anything() },
    ]);
    expect(postsOf(sandbox)).toBe(2);
  });

  test('as a sub-workflow is not parked, because its caller waits', async () => {
    const sandbox = await openSandbox({ speed: 500 });
    const started = startWorkflow({
      mode: 'integrated',
      baseUrl: sandbox.url,
      parameters: generating(),
    });

    const run = await started.firstTurn;

    expect(run.status).toBe('success');
  });
});
