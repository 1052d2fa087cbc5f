import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cluster, startCluster } from '../src/cluster/cluster.ts';
import { type Session, setUpOwner } from '../src/n8n/session.ts';
import { until } from '../src/process/until.ts';
import { describeApiInOne } from '../src/workflow/credential.ts';
import { klingNode, webhookTrigger } from '../src/workflow/nodes.ts';
import { onePixel } from '../src/workflow/one-pixel.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { type Stage, setStage } from './stage.ts';

describe('queue mode with one worker that executes one thing at a time', () => {
  let stage: Stage;
  let cluster: Cluster;
  let session: Session;

  beforeAll(async () => {
    stage = await setStage({ sandbox: { speed: 1 } });
    cluster = await startCluster(stage.home, { workerCount: 1, concurrency: 1 });
    session = await setUpOwner(cluster.main.url);
    await session.createCredential(describeApiInOne(stage.sandbox));
  }, 240_000);
  afterAll(async () => {
    await cluster.end();
    await stage.strike();
  });

  test('a parked execution leaves the worker free, and its videos are downloaded there when they are called back', async () => {
    const parkedId = await publish('parked', { operation: 'generate', waitMode: 'untilCallback' });
    const submitId = await publish('submitted', { operation: 'submit' });
    await deliver('parked');
    await untilStatus(parkedId, 'waiting');
    const [parkedTask] = stage.sandbox.tasks();

    await deliver('submitted');
    const submitted = await untilStatus(submitId, 'success');
    stage.sandbox.finish(String(parkedTask?.id));
    const execution = await untilStatus(parkedId, 'success');

    const [item] = execution.itemsOf('Kling');
    const runs = cluster.workers[0]?.output().match(/Worker started execution/g);
    expect(submitted.itemsOf('Kling')).toHaveLength(1);
    expect(item?.json).toMatchObject({ taskId: parkedTask?.id, origin: 'rendered' });
    expect(item?.binary?.data).toMatchObject({ mimeType: 'video/mp4' });
    // Submit, and the parked one twice: until it was put away, and from when it was woken.
    expect(runs).toHaveLength(3);
    expect(stage.sandbox.tasks()).toHaveLength(2);
  });

  test('a picture that came by webhook can be fetched by API in One after its execution', async () => {
    const workflowId = await publish('pictured', { operation: 'submit', image: 'photo' });
    const form = new FormData();
    form.append('photo', new Blob([onePixel], { type: 'image/png' }), 'kettle.png');

    await deliver('pictured', form);
    await untilStatus(workflowId, 'success');
    const answer = await fetch(String(Object(stage.sandbox.tasks().at(-1)?.request).image));

    expect(Buffer.from(await answer.arrayBuffer()).equals(onePixel)).toBe(true);
  });

  function publish(path: string, fields: Readonly<Record<string, unknown>>): Promise<string> {
    const kling = klingNode({ resource: 'video', prompt: path, duration: 3, ...fields });
    const workflow = chainNodes(path, [webhookTrigger(path), kling]);
    return session.createWorkflow(workflow, { publish: true });
  }

  async function deliver(path: string, body: FormData | null = null): Promise<void> {
    const answer = await fetch(`${cluster.main.url}/webhook/${path}`, { method: 'POST', body });
    expect(answer.status).toBe(200);
  }

  async function untilStatus(workflowId: string, status: string) {
    const execution = await until(`the execution is ${status}`, async () => {
      const [newest] = await session.listExecutions(workflowId);
      return newest?.status === status && newest;
    });
    return session.readExecution(execution.id);
  }
});
