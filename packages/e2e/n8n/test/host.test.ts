import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executeWorkflow } from '../src/n8n/command.ts';
import { itemsNode, manualTrigger, webhookTrigger } from '../src/workflow/nodes.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { openSetup, type Setup } from './setup.ts';

describe('the host', () => {
  let setup: Setup;

  beforeAll(async () => {
    const nodes = [manualTrigger(), itemsNode([{ colour: 'blue' }])];
    setup = await openSetup({ workflows: [chainNodes('commandLine', nodes)] });
  });
  afterAll(() => setup.close());

  test('executes an imported workflow from the command line', async () => {
    const execution = await executeWorkflow(setup.home, 'commandLine');

    expect(execution.status).toBe('success');
    expect(execution.itemsOf('Items').map(({ json }) => json)).toEqual([{ colour: 'blue' }]);
  });

  test('runs by hand and by webhook, and keeps both executions', async () => {
    const { session, url } = await setup.startServer();
    const manual = await session.waitForExecution(await session.run('commandLine', 'Start'));
    const workflowId = await session.createWorkflow(
      chainNodes('hook', [webhookTrigger('hook'), itemsNode([{ colour: 'red' }])]),
      { publish: true },
    );

    const response = await fetch(`${url}/webhook/hook`, { method: 'POST' });
    const [started] = await session.listExecutions(workflowId);
    const execution = await session.waitForExecution(started?.id ?? '');

    expect(manual.status).toBe('success');
    expect(response.status).toBe(200);
    expect(execution).toMatchObject({ status: 'success', mode: 'webhook' });
  });
});
