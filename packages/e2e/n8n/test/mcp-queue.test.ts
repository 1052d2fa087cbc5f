import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cluster, startCluster } from '../src/cluster/cluster.ts';
import { setUpOwner } from '../src/n8n/session.ts';
import { describeApiInOne } from '../src/workflow/credential.ts';
import { connectMcp, type McpClient } from '../src/workflow/mcp-client.ts';
import { listCharges } from './charges.ts';
import { lighthouse, plainTools, taskIdOf } from './mcp-stage.ts';
import { type Stage, setStage } from './stage.ts';

describe('over MCP in queue mode', () => {
  let stage: Stage;
  let cluster: Cluster;
  let client: McpClient;

  beforeAll(async () => {
    stage = await setStage();
    cluster = await startCluster(stage.home, { workerCount: 1, concurrency: 5 });
    const session = await setUpOwner(cluster.main.url);
    await session.createCredential(describeApiInOne(stage.sandbox));
    await session.createWorkflow(plainTools({ renderOnce: true }), { publish: true });
    client = await connectMcp(`${cluster.main.url}/mcp/plain`);
  });
  afterAll(async () => {
    await client.close();
    await cluster.end();
    await stage.strike();
  });

  test('a worker renders, and Render Once holds for a call that is repeated', async () => {
    const first = await client.call('Generate_video', lighthouse);
    const second = await client.call('Generate_video', lighthouse);

    const taskId = stage.sandbox.tasks()[0]?.id;
    expect(JSON.parse(first.text)).toMatchObject([{ taskId, status: 'succeeded', credits: 120 }]);
    expect(taskIdOf(second)).toBe(taskId);
    expect(listCharges(stage.sandbox)).toEqual([120]);
    expect(cluster.workers[0]?.output()).toContain(`Kling task ${taskId} was submitted`);
  });

  test('a fault is told with the field, the mend and that nothing was paid', async () => {
    const chargesBefore = listCharges(stage.sandbox);

    const answer = await client.call('Generate_video', { ...lighthouse, duration: 20 });

    expect(answer.isError).toBe(true);
    expect(answer.text).toContain(
      'Duration: Give a whole number of seconds from 3 to 15; it is 20. Nothing was submitted.',
    );
    expect(listCharges(stage.sandbox)).toEqual(chargesBefore);
  });
});
