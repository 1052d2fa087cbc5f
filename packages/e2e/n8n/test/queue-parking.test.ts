import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cluster, startCluster } from '../src/cluster/cluster.ts';
import { type Session, setUpOwner } from '../src/n8n/session.ts';
import { until } from '../src/process/until.ts';
import { describeApiInOne } from '../src/workflow/credential.ts';
import { klingNode, webhookTrigger } from '../src/workflow/nodes.ts';
import { onePixel } from '../src/workflow/one-pixel.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { openSetup, type Setup } from './setup.ts';

describe('queue mode with one worker that executes one thing at a time', () => {
  let setup: Setup;
  let cluster: Cluster;
  let session: Session;

  beforeAll(async () => {
    setup = await openSetup({ sandbox: { speed: 1 } });
    cluster = await startCluster(setup.home, { workerCount: 1, concurrency: 1 });
    session = await setUpOwner(cluster.main.url);
    await session.createCredential(describeApiInOne(setup.sandbox));
  }, 240_000);
  afterAll(async () => {
    await cluster.end();
    await setup.close();
  });

  test('a parked execution leaves the worker free, and its videos are downloaded there when they have ended', async () => {
    const parkedId = await publish('parked', { operation: 'generate' });
    const submitId = await publish('submitted', { operation: 'submit' });
    await deliver('parked');
    await untilStatus(parkedId, 'waiting');
    const [parkedTask] = setup.sandbox.tasks();

    await deliver('submitted');
    const submitted = await untilStatus(submitId, 'success');
    setup.sandbox.finish(String(parkedTask?.id));
    const execution = await untilStatus(parkedId, 'success');

    const [item] = execution.itemsOf('Kling');
    const runs = cluster.workers[0]?.output().match(/Worker started execution/g);
    expect(submitted.itemsOf('Kling')).toHaveLength(1);
    expect(item?.json).toMatchObject({ taskId: parkedTask?.id, origin: 'rendered' });
    expect(item?.binary?.data).toMatchObject({ mimeType: 'video/mp4' });
    // Submit, and the parked one twice: until it was parked, and after it was resumed.
    expect(runs).toHaveLength(3);
    expect(setup.sandbox.tasks()).toHaveLength(2);
  });

  test('a picture that came by webhook can be fetched by API in One after its execution', async () => {
    const workflowId = await publish('pictured', { operation: 'submit', image: 'photo' });
    const form = new FormData();
    form.append('photo', new Blob([onePixel], { type: 'image/png' }), 'kettle.png');

    await deliver('pictured', form);
    await untilStatus(workflowId, 'success');
    const response = await fetch(String(Object(setup.sandbox.tasks().at(-1)?.request).image));

    expect(Buffer.from(await response.arrayBuffer()).equals(onePixel)).toBe(true);
  });

  function publish(path: string, fields: Readonly<Record<string, unknown>>): Promise<string> {
    const kling = klingNode({ resource: 'video', prompt: path, duration: 3, ...fields });
    const workflow = chainNodes(path, [webhookTrigger(path), kling]);
    return session.createWorkflow(workflow, { publish: true });
  }

  async function deliver(path: string, body: FormData | null = null): Promise<void> {
    const response = await fetch(`${cluster.main.url}/webhook/${path}`, { method: 'POST', body });
    expect(response.status).toBe(200);
  }

  async function untilStatus(workflowId: string, status: string) {
    const execution = await until(`the execution is ${status}`, async () => {
      const [newest] = await session.listExecutions(workflowId);
      return newest?.status === status && newest;
    });
    return session.readExecution(execution.id);
  }
});
