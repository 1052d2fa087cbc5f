import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Server } from '../src/n8n/server.ts';
import type { Session } from '../src/n8n/session.ts';
import { until } from '../src/process/until.ts';
import { klingNode, manualTrigger } from '../src/workflow/nodes.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { listCharges, measureSeconds } from './charges.ts';
import { openSetup, type Setup } from './setup.ts';

const video = { resource: 'video', operation: 'generate', duration: 3, download: false };

describe('an execution that is stopped early', () => {
  let setup: Setup;
  let server: Server & { readonly session: Session };

  beforeAll(async () => {
    // Tasks last until a test ends them: at speed 1 none ends before that.
    setup = await openSetup({
      sandbox: { speed: 1 },
      workflows: [
        generate('stopped', {}),
        generate('workflowTimeout', {}, { executionTimeout: 5 }),
        generate('retried', { timeoutMinutes: 0.05 }),
      ],
    });
    server = await setup.startServer();
  });
  afterAll(() => setup.close());

  test('Stop in the editor ends the execution within a second, and its task id stays', async () => {
    const { session } = server;
    const executionId = await session.run('stopped', 'Start');
    const taskId = await untilTaskOf(setup, 'stopped');
    await session.waitForExecution(executionId);

    const seconds = await measureSeconds(async () => {
      await session.stop(executionId);
      await session.waitForExecution(executionId);
    });

    const execution = await session.readExecution(executionId);
    expect(execution.status).toBe('canceled');
    expect(seconds).toBeLessThan(2);
    expect(JSON.stringify(execution.customData)).toContain(taskId);
    expect(execution.itemsOf('Kling')[0]?.json).toMatchObject({ taskId, status: 'submitted' });
  });

  test('a workflow timeout ends the node within a second or so, and the task id is saved', async () => {
    const { session } = server;
    const executionId = await session.run('workflowTimeout', 'Start');
    const taskId = await untilTaskOf(setup, 'workflowTimeout');

    const execution = await session.waitForExecution(executionId);

    const lasted = Number(execution.stoppedAt) - Number(execution.startedAt);
    expect(['canceled', 'error']).toContain(execution.status);
    expect(lasted).toBeGreaterThan(2000);
    expect(lasted).toBeLessThan(6000);
    expect(JSON.stringify([execution.customData, execution.error])).toContain(taskId);
  });

  test('Retry of a failed execution resumes the paid task', async () => {
    const { session } = server;
    const failed = await session.waitForExecution(await session.run('retried', 'Start'));
    const taskId = await untilTaskOf(setup, 'retried');
    setup.sandbox.finish(taskId);

    const retried = await session.readExecution(await session.retry(failed.id));

    expect(failed.status).toBe('error');
    expect(retried).toMatchObject({ status: 'success', mode: 'retry' });
    expect(retried.itemsOf('Kling')[0]?.json).toMatchObject({ taskId, status: 'succeeded' });
    expect(tasksOf(setup, 'retried')).toHaveLength(1);
    expect(listCharges(setup.sandbox)).toHaveLength(setup.sandbox.tasks().length);
  });
});

function generate(
  prompt: string,
  options: Readonly<Record<string, unknown>>,
  settings: Readonly<Record<string, unknown>> = {},
) {
  const kling = klingNode({ ...video, prompt, options });
  return chainNodes(prompt, [manualTrigger(), kling], settings);
}

function tasksOf({ sandbox }: Setup, prompt: string) {
  return sandbox.tasks().filter(({ request }) => JSON.stringify(request).includes(prompt));
}

function untilTaskOf(setup: Setup, prompt: string): Promise<string> {
  return until(`the task "${prompt}" is made`, () => tasksOf(setup, prompt)[0]?.id);
}
