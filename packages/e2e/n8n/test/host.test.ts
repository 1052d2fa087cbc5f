import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executeWorkflow } from '../src/n8n/command.ts';
import { itemsNode, manualTrigger, webhookTrigger } from '../src/workflow/nodes.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { type Stage, setStage } from './stage.ts';

describe('the host', () => {
  let stage: Stage;

  beforeAll(async () => {
    const nodes = [manualTrigger(), itemsNode([{ colour: 'blue' }])];
    stage = await setStage({ workflows: [chainNodes('commandLine', nodes)] });
  });
  afterAll(() => stage.strike());

  test('executes an imported workflow from the command line', async () => {
    const execution = await executeWorkflow(stage.home, 'commandLine');

    expect(execution.status).toBe('success');
    expect(execution.itemsOf('Items').map(({ json }) => json)).toEqual([{ colour: 'blue' }]);
  });

  test('runs by hand and by webhook, and keeps both executions', async () => {
    const { session, url } = await stage.startServer();
    const manual = await session.waitForExecution(await session.run('commandLine', 'Start'));
    const workflowId = await session.createWorkflow(
      chainNodes('hook', [webhookTrigger('hook'), itemsNode([{ colour: 'red' }])]),
      { publish: true },
    );

    const answer = await fetch(`${url}/webhook/hook`, { method: 'POST' });
    const [started] = await session.listExecutions(workflowId);
    const execution = await session.waitForExecution(started?.id ?? '');

    expect(manual.status).toBe('success');
    expect(answer.status).toBe(200);
    expect(execution).toMatchObject({ status: 'success', mode: 'webhook' });
  });
});
