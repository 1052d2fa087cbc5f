import { createManualClock } from '@kling-automation/sandbox';
import { beforeAll, describe, expect, test } from 'vitest';
import { startServices } from './n8n-services.mts';
import { generating, openSandbox, postsOf } from './open-sandbox.mts';
import { jsonOf, runWorkflow, startWorkflow } from './run-workflow.mts';
import { until } from './until.mts';

beforeAll(async () => {
  await startServices();
});

describe('Stop', () => {
  test('ends a wait, and names the tasks that go on', async () => {
    const sandbox = await openSandbox({ speed: 1 });
    const started = startWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: { prompt: 'a' } }, { json: { prompt: 'b' } }],
      parameters: generating({ prompt: '={{ $json.prompt }}' }),
    });
    await until(() => sandbox.tasks().length === 2);
    await until(() => sandbox.requests().some(({ method }) => method === 'GET'));

    started.stop();
    const run = await started.ended;

    const taskIds = sandbox.tasks().map(({ id }) => id);
    expect(run.status).toBe('canceled');
    expect(run.data.resultData.metadata).toEqual({
      klingTaskId: taskIds[0],
      klingTaskId2: taskIds[1],
      klingCredits: '240',
    });
    expect(run.data.resultData.runData.Kling?.[0]?.error).toMatchObject({
      message: expect.stringContaining(taskIds.join(', ')),
      description: expect.stringContaining('Task > Wait'),
    });
  });

  test('ends a submission under way, and reports that it may have been charged', async () => {
    const sandbox = await openSandbox({
      faults: [{ on: 'submit', kind: 'hang', when: 'after' }],
    });
    const started = startWorkflow({ baseUrl: sandbox.url, parameters: generating() });
    await until(() => sandbox.tasks().length === 1);

    started.stop();
    const run = await started.ended;

    expect(postsOf(sandbox)).toBe(1);
    expect(run.data.resultData.runData.Kling?.[0]?.error).toMatchObject({
      message: 'Execution canceled before a response to the submission arrived',
      description: expect.stringContaining('may have been charged'),
    });
  });

  test('still takes the response to a submission under way, because it names what was paid', async () => {
    const clock = createManualClock();
    const submitted = Promise.withResolvers<void>();
    const sandbox = await openSandbox({
      speed: 1,
      faults: [{ on: 'submit', kind: 'slow' }],
      clock,
      log: (line) => line.startsWith('fault slow') && submitted.resolve(),
    });
    const started = startWorkflow({ baseUrl: sandbox.url, parameters: generating() });
    await submitted.promise;

    started.stop();
    clock.advance(5000);
    const run = await started.ended;

    expect(run.data.resultData.runData.Kling?.[0]?.error?.message).toContain(
      sandbox.tasks()[0]?.id,
    );
  });

  test.each([
    ['the editor', 1],
    ['the editor while Retry On Fail waits for its next try', 3],
  ])('by %s names what is paid, in whichever try', async (_name, maxTries) => {
    const sandbox = await openSandbox({ speed: 1 });
    const started = startWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: { prompt: 'a' } }, { json: { prompt: 'b' } }],
      parameters: generating({ prompt: '={{ $json.prompt }}' }),
      node: { retryOnFail: true, maxTries, waitBetweenTries: 1 },
    });
    await until(() => sandbox.requests().filter(({ method }) => method === 'GET').length === 2);

    started.stop();
    const run = await started.ended;

    const error = run.data.resultData.runData.Kling?.[0]?.error;
    for (const { id } of sandbox.tasks()) expect(error?.message).toContain(id);
    expect(postsOf(sandbox)).toBe(2);
  });

  test('submits no further item', async () => {
    const sandbox = await openSandbox({ speed: 1 });
    const started = startWorkflow({
      baseUrl: sandbox.url,
      items: [{ json: { prompt: 'a' } }, { json: { prompt: 'b' } }],
      parameters: generating({ prompt: '={{ $json.prompt }}' }, { concurrency: 1 }),
    });
    await until(() => sandbox.tasks().length === 1);

    started.stop();
    await started.ended;

    expect(postsOf(sandbox)).toBe(1);
  });

  test('leaves a task that Task > Wait picks up', async () => {
    const sandbox = await openSandbox({ speed: 1 });
    const started = startWorkflow({ baseUrl: sandbox.url, parameters: generating() });
    await until(() => sandbox.tasks().length === 1);
    started.stop();
    const stopped = await started.ended;
    const taskId = stopped.data.resultData.metadata?.klingTaskId ?? '';
    sandbox.finish(taskId);

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: { resource: 'task', operation: 'wait', taskId, download: false, options: {} },
    });

    expect(jsonOf(run)).toMatchObject([{ taskId, status: 'succeeded' }]);
    expect(postsOf(sandbox)).toBe(1);
  });
});

// Each takes its 6 s: time enough to submit on a machine that is busy.
describe.concurrent('the timeout', () => {
  test('fails the item and names its task', async () => {
    const sandbox = await openSandbox({ speed: 1 });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({}, { timeoutMinutes: 0.1 }),
    });

    expect(run.data.resultData.error).toMatchObject({
      message: expect.stringContaining(String(sandbox.tasks()[0]?.id)),
      description: expect.stringContaining('already paid'),
    });
  });

  test('returns the status on demand', async () => {
    const sandbox = await openSandbox({ speed: 1 });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({}, { timeoutMinutes: 0.1, onTimeout: 'returnStatus' }),
    });

    const taskId = sandbox.tasks()[0]?.id;
    expect(jsonOf(run)).toMatchObject([
      { taskId, status: 'running', videoUrl: null, next: expect.stringContaining(String(taskId)) },
    ]);
  });

  test('is shortened to that of the workflow', async () => {
    const sandbox = await openSandbox({ speed: 1 });

    const run = await runWorkflow({
      baseUrl: sandbox.url,
      parameters: generating({}, { timeoutMinutes: 30, onTimeout: 'returnStatus' }),
      settings: { executionTimeout: 9 },
    });

    expect(jsonOf(run)).toMatchObject([{ status: 'running' }]);
  });
});
