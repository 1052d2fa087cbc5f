import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cluster, startCluster } from '../src/cluster/cluster.ts';
import { setUpOwner } from '../src/n8n/session.ts';
import { describeApiInOne } from '../src/workflow/credential.ts';
import { connectMcp, type McpClient } from '../src/workflow/mcp-client.ts';
import { listCharges } from './charges.ts';
import { lighthouse, plainTools, taskIdOf } from './mcp-setup.ts';
import { openSetup, type Setup } from './setup.ts';

describe('over MCP in queue mode', () => {
  let setup: Setup;
  let cluster: Cluster;
  let client: McpClient;

  beforeAll(async () => {
    setup = await openSetup();
    cluster = await startCluster(setup.home, { workerCount: 1, concurrency: 5 });
    const session = await setUpOwner(cluster.main.url);
    await session.createCredential(describeApiInOne(setup.sandbox));
    await session.createWorkflow(plainTools({ payOncePer: 'content' }), { publish: true });
    client = await connectMcp(`${cluster.main.url}/mcp/plain`);
  });
  afterAll(async () => {
    await client.close();
    await cluster.end();
    await setup.close();
  });

  test('a worker renders, and Pay Once Per Content recognises a repeated call', async () => {
    const first = await client.call('Generate_video', lighthouse);
    const second = await client.call('Generate_video', lighthouse);

    const taskId = setup.sandbox.tasks()[0]?.id;
    expect(JSON.parse(first.text)).toMatchObject([{ taskId, status: 'succeeded', credits: 120 }]);
    expect(taskIdOf(second)).toBe(taskId);
    expect(listCharges(setup.sandbox)).toEqual([120]);
    expect(cluster.workers[0]?.output()).toContain(`Kling task ${taskId} was submitted`);
  });

  test('an issue is reported with the field, how to fix it, and that nothing was paid', async () => {
    const chargesBefore = listCharges(setup.sandbox);

    const response = await client.call('Generate_video', { ...lighthouse, duration: 20 });

    expect(response.isError).toBe(true);
    expect(response.text).toContain(
      'Duration: Give a whole number of seconds from 3 to 15; it is 20. Nothing was submitted.',
    );
    expect(listCharges(setup.sandbox)).toEqual(chargesBefore);
  });
});
