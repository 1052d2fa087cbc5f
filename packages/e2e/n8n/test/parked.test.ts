import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Server } from '../src/n8n/server.ts';
import type { Session } from '../src/n8n/session.ts';
import { until } from '../src/process/until.ts';
import { itemsNode, klingNode, manualTrigger } from '../src/workflow/nodes.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { measureSeconds } from './charges.ts';
import { openSetup, type Setup } from './setup.ts';

describe('Generate, parked', () => {
  let setup: Setup;
  let server: Server & { readonly session: Session };

  beforeAll(async () => {
    setup = await openSetup({
      sandbox: { speed: 1 },
      workflows: [
        park('three', 3),
        park('restarted', 2),
        park('early', 1),
        park('twice', 1),
        park('lost', 2),
        park('late', 2, { timeoutMinutes: 2, onTimeout: 'returnStatus' }),
        park('watched', 1),
        park('retriedAsRan', 2),
        park('retriedAsSaved', 2),
        park('edited', 2),
        park('deleted', 1),
      ],
    });
    server = await setup.startServer();
  });
  afterAll(() => setup.close());

  test('is parked until all videos have ended, and continues with all items in order', async () => {
    const { executionId, taskIds } = await parkExecution('three', 3);
    const [first = '', second = '', third = ''] = taskIds;

    setup.sandbox.finish(third);
    setup.sandbox.finish(first);
    await untilCallbacksArrived([first, third]);
    const between = await server.session.readExecution(executionId);
    setup.sandbox.finish(second);
    const execution = await untilResumed(executionId);

    // Each callback lets it look at its tasks for a moment.
    expect(['waiting', 'running']).toContain(between.status);
    expect(execution.status).toBe('success');
    expect(execution.itemsOf('Kling').map(({ json }) => json)).toMatchObject(
      taskIds.map((taskId) => ({ taskId, status: 'succeeded' })),
    );
    expect(execution.itemsOf('After')).toHaveLength(3);
  });

  test('is woken by its watcher within seconds, also where no callback comes', async () => {
    const { executionId, taskIds } = await parkExecution('watched', 1);
    setup.sandbox.inject({ kind: 'callback-lost' });

    setup.sandbox.finish(taskIds[0] ?? '');
    const seconds = await measureSeconds(async () => {
      const execution = await untilResumed(executionId);
      expect(execution.status).toBe('success');
    });

    expect(seconds).toBeLessThan(20);
  });

  test('survives a restart of n8n', async () => {
    const { executionId, taskIds } = await parkExecution('restarted', 2);
    await server.child.stop();
    server = await setup.startServer({ ports: server.ports });

    for (const taskId of taskIds) setup.sandbox.finish(taskId);
    const execution = await untilResumed(executionId);

    expect(execution.status).toBe('success');
    expect(execution.itemsOf('Kling').map(({ json }) => json.taskId)).toEqual(taskIds);
  });

  test('an early callback changes nothing', async () => {
    const { executionId, taskIds } = await parkExecution('early', 1);
    const [taskId = ''] = taskIds;

    const response = await callBack(taskId);
    const between = await server.session.readExecution(executionId);
    setup.sandbox.finish(taskId);
    const execution = await untilResumed(executionId);

    expect(response.status).toBe(200);
    expect(between.status).toBe('waiting');
    expect(execution.itemsOf('Kling')[0]?.json).toMatchObject({ taskId, status: 'succeeded' });
  });

  test('a repeated callback resumes once', async () => {
    setup.sandbox.inject({ kind: 'callback-twice' });
    const { executionId, taskIds } = await parkExecution('twice', 1);
    const [taskId = ''] = taskIds;

    setup.sandbox.finish(taskId);
    const execution = await untilResumed(executionId);
    await untilCallbacksArrived([taskId], 2);
    const late = await callBack(taskId);

    expect(execution.countRuns('After')).toBe(1);
    expect(late.status).toBe(409);
    expect(await server.session.readExecution(executionId)).toMatchObject({ status: 'success' });
  });

  test('the next callback makes up for a lost one', async () => {
    const { executionId, taskIds } = await parkExecution('lost', 2);
    const [first = '', second = ''] = taskIds;

    setup.sandbox.inject({ kind: 'callback-lost' });
    setup.sandbox.finish(first);
    setup.sandbox.finish(second);
    const execution = await untilResumed(executionId);

    expect(callbacksOf(first)).toEqual([]);
    expect(execution.itemsOf('Kling').map(({ json }) => json.status)).toEqual([
      'succeeded',
      'succeeded',
    ]);
  });

  // Both wait for n8n, which looks for executions to resume once a minute.
  describe.concurrent('woken by the time', () => {
    test('at the deadline it reads its tasks: one is ready though its callback was lost', async () => {
      const { executionId, taskIds } = await parkExecution('late', 2);
      const [ready = '', running = ''] = taskIds;
      setup.sandbox.inject({ kind: 'callback-lost' });
      setup.sandbox.finish(ready);

      const execution = await untilResumed(executionId);

      expect(execution.status).toBe('success');
      expect(execution.itemsOf('After').map(({ json }) => json)).toMatchObject([
        { taskId: ready, status: 'succeeded', videoUrl: expect.stringContaining('/media/') },
        { taskId: running, status: 'running', next: expect.stringContaining(running) },
      ]);
    });

    test.each([
      ['the workflow as it ran', 'retriedAsRan', false],
      ['the workflow as it is saved', 'retriedAsSaved', true],
    ] as const)(
      'a retry after Stop goes on with its tasks: %s',
      async (_, id, withSavedWorkflow) => {
        const { executionId, taskIds } = await parkExecution(id, 2);
        await server.session.stop(executionId);

        const retriedId = await server.session.retry(executionId, { withSavedWorkflow });
        const retried = await server.session.readExecution(retriedId);
        for (const taskId of taskIds) setup.sandbox.finish(taskId);
        const execution = await untilResumed(retriedId);

        expect(retried.status).toBe('waiting');
        expect(execution.itemsOf('After').map(({ json }) => json)).toMatchObject(
          taskIds.map((taskId) => ({ taskId, status: 'succeeded', origin: 'resumed' })),
        );
        expect(tasksOf(id)).toHaveLength(2);
      },
    );

    test('an edit of the workflow meanwhile changes nothing', async () => {
      const { executionId, taskIds } = await parkExecution('edited', 2);
      await server.session.editNode('edited', 'Kling', { prompt: 'Another', duration: 15 });

      for (const taskId of taskIds) setup.sandbox.finish(taskId);
      const execution = await untilResumed(executionId);

      expect(execution.itemsOf('After').map(({ json }) => json)).toMatchObject(
        taskIds.map((taskId) => ({ taskId, status: 'succeeded', credits: 180 })),
      );
      expect(tasksOf('edited')).toHaveLength(2);
    });

    test('one that is deleted meanwhile stays deleted, and its callback is refused', async () => {
      const { executionId, taskIds } = await parkExecution('deleted', 1);
      const [taskId = ''] = taskIds;
      await server.session.deleteExecution(executionId);
      setup.sandbox.finish(taskId);

      const late = await callBack(taskId);

      expect(late.status).toBe(404);
      expect(await server.session.listExecutions('deleted')).toEqual([]);
      expect(tasksOf('deleted')).toHaveLength(1);
    });
  });

  async function parkExecution(workflowId: string, count: number) {
    const executionId = await server.session.run(workflowId, 'Start');
    const execution = await server.session.waitForExecution(executionId);
    expect(execution.status).toBe('waiting');
    const made = tasksOf(workflowId);
    expect(made).toHaveLength(count);
    const taskIds = Array.from({ length: count }, (_, place) => {
      const prompt = promptOf(workflowId, place);
      return made.find(({ request }) => JSON.stringify(request).includes(prompt))?.id ?? '';
    });
    return { executionId, taskIds };
  }

  function tasksOf(workflowId: string) {
    const isOf = (request: unknown) => JSON.stringify(request).includes(` of ${workflowId}`);
    return setup.sandbox.tasks().filter(({ request }) => isOf(request));
  }

  function untilResumed(executionId: string) {
    const ask = async () => {
      const execution = await server.session.readExecution(executionId);
      return !['waiting', 'running', 'new'].includes(execution.status) && execution;
    };
    // n8n looks at its waiting executions once a minute.
    return until('the execution goes on', ask, { deadlineSeconds: 240 });
  }

  function callbacksOf(taskId: string) {
    return setup.sandbox.tasks().find(({ id }) => id === taskId)?.callbacks ?? [];
  }

  async function untilCallbacksArrived(taskIds: readonly string[], count = 1): Promise<void> {
    const haveArrived = () => taskIds.every((taskId) => callbacksOf(taskId).length >= count);
    await until('the callbacks have arrived', haveArrived);
  }

  /** A callback in addition to the sandbox's own, such as one that arrives too early or too late. */
  async function callBack(taskId: string): Promise<Response> {
    const task = setup.sandbox.tasks().find(({ id }) => id === taskId);
    const { callback_url: url } = Object(task?.request);
    return fetch(String(url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 200, data: { task_id: taskId, status: 'IN_PROGRESS' } }),
    });
  }
});

function park(id: string, count: number, options: Readonly<Record<string, unknown>> = {}) {
  const items = Array.from({ length: count }, (_, place) => ({ prompt: promptOf(id, place) }));
  const kling = klingNode({
    resource: 'video',
    operation: 'generate',
    prompt: '={{ $json.prompt }}',
    duration: 3,
    download: false,
    options,
  });
  const after = {
    ...itemsNode([]),
    id: 'after',
    name: 'After',
    parameters: { jsCode: 'return $input.all();' },
  };
  return chainNodes(id, [manualTrigger(), itemsNode(items), kling, after]);
}

function promptOf(id: string, place: number): string {
  const end = id === 'late' && place === 1 ? ' [[stuck]]' : '';
  return `Shot ${place} of ${id}${end}`;
}
