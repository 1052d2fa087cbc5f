import { beforeAll, describe, expect, test } from 'vitest';
import { startServices } from './n8n-services.mts';
import { chargedBy, openSandbox, postsOf } from './open-sandbox.mts';
import { parkable, parkExecution, threeItems } from './park-execution.mts';
import { jsonOf, retryExecution, startWorkflow } from './run-workflow.mts';
import { until } from './until.mts';

beforeAll(async () => {
  await startServices();
});

describe('a parked execution', () => {
  test('pays once although its prompt gives something else each time it is woken', async () => {
    const { sandbox, taskIds, wakeByTime } = await parkExecution({
      parameters: parkable({ prompt: '={{ $json.prompt }} at {{ $now.toMillis() }}' }),
    });

    const parkedAgain = await wakeByTime();
    for (const taskId of taskIds) sandbox.finish(taskId);
    const woken = await wakeByTime(parkedAgain);

    expect(jsonOf(woken, 'Sink').map(({ taskId }) => taskId)).toEqual(taskIds);
    expect(postsOf(sandbox)).toBe(3);
    expect(chargedBy(sandbox)).toBe(360);
  });

  test('names a failed task, and does not submit it again while another is still at work', async () => {
    const { sandbox, taskIds, wakeByTime } = await parkExecution({
      node: { onError: 'continueRegularOutput' },
    });
    sandbox.fail(String(taskIds[0]));

    const parkedAgain = await wakeByTime();
    for (const taskId of taskIds.slice(1)) sandbox.finish(taskId);
    const woken = await wakeByTime(parkedAgain);

    expect(jsonOf(woken, 'Sink')).toMatchObject([
      { taskId: taskIds[0], code: 'task-failed', mayHaveBeenCharged: true },
      { status: 'succeeded' },
      { status: 'succeeded' },
    ]);
    expect(postsOf(sandbox)).toBe(3);
  });

  test('fails with the failed task, as the node is set to', async () => {
    const { sandbox, taskIds, wake } = await parkExecution();
    sandbox.fail(String(taskIds[1]));
    for (const taskId of [taskIds[0], taskIds[2]]) sandbox.finish(String(taskId));

    const woken = await wake();

    expect(woken?.status).toBe('error');
    expect(woken?.data.resultData.error?.message).toContain(`Task ${taskIds[1]} failed`);
  });

  test('pays for the failed task alone when Retry On Fail runs it again', async () => {
    const { sandbox, taskIds, wake } = await parkExecution({
      node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
    });
    sandbox.fail(String(taskIds[1]));
    for (const taskId of [taskIds[0], taskIds[2]]) sandbox.finish(String(taskId));

    const parkedAgain = await wake();

    expect(parkedAgain?.status).toBe('waiting');
    expect(postsOf(sandbox)).toBe(4);
    expect(chargedBy(sandbox)).toBe(360);
  });

  test('parks and pays once in each turn of a loop', async () => {
    const { sandbox, taskIds, wakeByTime } = await parkExecution({ runsTwice: true });
    const finishAll = () => {
      const running = sandbox.tasks().filter(({ status }) => status !== 'succeeded');
      for (const { id } of running) sandbox.finish(id);
    };

    finishAll();
    const secondTurn = await wakeByTime();
    finishAll();
    const woken = await wakeByTime(secondTurn);

    const turns = woken.data.resultData.runData.Kling ?? [];
    const idsByTurn = turns.map((turn) => turn.data?.main?.[0]?.map(({ json }) => json.taskId));
    const allIds = sandbox.tasks().map(({ id }) => id);
    expect([secondTurn.status, woken.status]).toEqual(['waiting', 'success']);
    expect(idsByTurn).toEqual([taskIds, allIds.slice(3)]);
    expect(postsOf(sandbox)).toBe(6);
  });

  test('keeps what was refused at the start as it was, and submits nothing later', async () => {
    const { run, sandbox, taskIds, wake } = await parkExecution({
      sandbox: { faults: [{ on: 'submit', kind: 'refused', skip: 1 }] },
      node: { onError: 'continueRegularOutput' },
    });
    for (const taskId of taskIds) sandbox.finish(taskId);

    const woken = await wake();

    expect(jsonOf(run)[1]).toMatchObject({ code: 'refused', mayHaveBeenCharged: false });
    expect(woken === undefined ? [] : jsonOf(woken, 'Sink')).toMatchObject([
      { taskId: taskIds[0], status: 'succeeded' },
      { taskId: null, code: 'refused', mayHaveBeenCharged: false },
      { taskId: taskIds[1], status: 'succeeded' },
    ]);
    expect(postsOf(sandbox)).toBe(3);
  });

  test('fails with what was refused at the start when the others have ended', async () => {
    const { sandbox, run, taskIds, wake } = await parkExecution({
      sandbox: { faults: [{ on: 'submit', kind: 'refused', skip: 1 }] },
    });
    for (const taskId of taskIds) sandbox.finish(taskId);

    const woken = await wake();

    expect([run.status, woken?.status]).toEqual(['waiting', 'error']);
    expect(woken?.data.resultData.error).toMatchObject({
      message: expect.stringContaining('The API refused the request'),
      description: expect.stringContaining('2 of 3 videos are paid and not lost'),
    });
    expect(postsOf(sandbox)).toBe(3);
  });

  test('parks all the same when its first item was refused and Retry On Fail is on', async () => {
    const { run, sandbox, taskIds, wake } = await parkExecution({
      sandbox: { faults: [{ on: 'submit', kind: 'refused' }] },
      node: { onError: 'continueErrorOutput', retryOnFail: true, waitBetweenTries: 1 },
    });
    const postsBefore = postsOf(sandbox);
    for (const taskId of taskIds) sandbox.finish(taskId);

    const parkedAgain = await wake();

    expect([run.status, postsBefore]).toEqual(['waiting', 3]);
    // n8n tries again since the first item failed: that one alone is submitted, and waited for.
    expect([parkedAgain?.status, postsOf(sandbox)]).toEqual(['waiting', 4]);
    expect(chargedBy(sandbox)).toBe(360);
  });

  test('goes on with what was paid when it is retried, and its tasks are watched again', async () => {
    const { run, sandbox, taskIds } = await parkExecution();
    const options = {
      mode: 'trigger',
      baseUrl: sandbox.url,
      items: threeItems,
      parameters: parkable(),
    } as const;

    const retried = await retryExecution(run, options);

    expect(retried.status).toBe('waiting');
    expect(Number(retried.waitTill) - Date.now()).toBeLessThanOrEqual(180_000);
    expect(jsonOf(retried).map(({ taskId }) => taskId)).toEqual(taskIds);
    expect(postsOf(sandbox)).toBe(3);
  });

  test('ends with its tasks named when it is stopped before it is put away', async () => {
    const sandbox = await openSandbox({
      speed: 1,
      faults: [{ on: 'submit', kind: 'hang', skip: 1, times: 'always' }],
    });
    const started = startWorkflow({
      mode: 'trigger',
      baseUrl: sandbox.url,
      items: threeItems,
      parameters: parkable(),
    });
    await until(() => sandbox.tasks().length === 1 && postsOf(sandbox) > 1);

    started.stop();
    const run = await started.ended;

    expect(run.status).toBe('canceled');
    expect(run.data.resultData.runData.Kling?.[0]?.error?.message).toContain(
      String(sandbox.tasks()[0]?.id),
    );
  });
});
