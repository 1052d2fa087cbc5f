import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cluster, startCluster } from '../src/cluster/cluster.ts';
import type { Execution } from '../src/n8n/execution.ts';
import { type Session, setUpOwner } from '../src/n8n/session.ts';
import { until } from '../src/process/until.ts';
import { describeApiInOne } from '../src/workflow/credential.ts';
import { klingNode, webhookTrigger } from '../src/workflow/nodes.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { openSetup, type Setup } from './setup.ts';

const count = 60;
const concurrency = 8;

/** Every second one generates in one node; the others submit and wait in two. */
const paths = ['generate', 'submit'] as const;
const prompts = Array.from({ length: count }, (_, place) => `Video ${place} of ${count}.`);

describe('queue mode with two workers, one of them killed half-way', () => {
  let setup: Setup;
  let cluster: Cluster;
  let session: Session;
  let workflowIds: readonly string[];
  let executions: readonly Execution[];
  let killedAt: number;
  let tasksBeforeRedelivery: number;
  let redelivered: readonly Execution[];

  // One scenario that takes minutes; each test below checks one part of it.
  beforeAll(async () => {
    setup = await openSetup({ sandbox: { speed: 20 } });
    cluster = await startCluster(setup.home, { workerCount: 2, concurrency, environment: haste });
    session = await setUpOwner(cluster.main.url);
    await session.createCredential(describeApiInOne(setup.sandbox));
    workflowIds = [
      await session.createWorkflow(generateWorkflow, { publish: true }),
      await session.createWorkflow(submitWorkflow, { publish: true }),
    ];

    await deliverAll();
    const hasHalf = () => countSucceeded() >= count / 3;
    await until('a third of the videos is ready', hasHalf, { deadlineSeconds: 120 });
    killedAt = Date.now();
    await cluster.workers[0]?.kill();
    executions = await untilOver(count);
    tasksBeforeRedelivery = setup.sandbox.tasks().length;

    await cluster.startWorker();
    await deliverAll();
    redelivered = (await untilOver(2 * count)).filter(
      ({ id }) => !executions.some((execution) => execution.id === id),
    );
  }, 480_000);
  afterAll(async () => {
    await cluster.end();
    await setup.close();
  });

  test('both workers executed', () => {
    const started = cluster.workers
      .slice(0, 2)
      .map((worker) => worker.output().match(/Worker started execution/g)?.length ?? 0);

    expect(Math.min(...started)).toBeGreaterThan(concurrency);
    expect(started[0]).toBeLessThan(count);
  });

  test('no execution paid twice', () => {
    const firstTasks = setup.sandbox.tasks().slice(0, tasksBeforeRedelivery).map(promptOf);

    expect(new Set(firstTasks).size).toBe(firstTasks.length);
  });

  test('every execution has succeeded, or has failed with an error that names the dead worker', () => {
    const failed = executions.filter(({ status }) => status !== 'success');

    expect(executions).toHaveLength(count);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThanOrEqual(concurrency);
    for (const { error } of failed) expect(error?.message).toContain('failed to be processed');
  });

  test('every paid task is named by an execution or by the log of the worker that died', () => {
    const named = executions
      .flatMap((execution) => [...execution.itemsOf('Kling'), ...execution.itemsOf('Wait')])
      .map(({ json }) => json.taskId);
    const log = cluster.workers[0]?.output() ?? '';

    const lost = setup.sandbox
      .tasks()
      .slice(0, tasksBeforeRedelivery)
      .filter(({ id }) => !named.includes(id) && !log.includes(id));

    // A response that was on its way when the worker died names its task to nobody.
    const earlier = lost.filter(({ createdAt }) => Date.parse(createdAt) < killedAt - 2000);
    expect(earlier).toEqual([]);
    expect(lost.length).toBeLessThanOrEqual(concurrency);
  });

  test('a second delivery of everything renders what is missing, and pays no prompt twice', () => {
    const payments = Object.groupBy(setup.sandbox.tasks(), promptOf);
    const failures = redelivered.filter(({ status }) => status !== 'success');

    expect(redelivered).toHaveLength(count);
    expect(Object.values(payments).filter((tasks = []) => tasks.length > 1)).toEqual([]);
    // Killed between the intent and its response: only the API knows whether that was paid.
    for (const { error } of failures) expect(error?.message).toContain('may have been charged');
    expect(failures.length).toBeLessThanOrEqual(1);
  });

  async function deliverAll(): Promise<void> {
    const responses = await Promise.all(
      prompts.map((prompt, place) =>
        fetch(`${cluster.main.url}/webhook/${paths[place % paths.length]}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ prompt }),
        }),
      ),
    );
    expect(responses.every(({ ok }) => ok)).toBe(true);
  }

  function countSucceeded(): number {
    return setup.sandbox.tasks().filter(({ status }) => status === 'succeeded').length;
  }

  async function untilOver(expected: number): Promise<readonly Execution[]> {
    const over = await until(
      `${expected} executions are over`,
      async () => {
        const lists = await Promise.all(workflowIds.map((id) => session.listExecutions(id)));
        const all = lists.flat();
        const isOver = all.every(({ status }) => ['success', 'error', 'crashed'].includes(status));
        return all.length === expected && isOver && all;
      },
      { deadlineSeconds: 200, intervalMilliseconds: 500 },
    );
    return Promise.all(over.map(({ id }) => session.readExecution(id)));
  }
});

/** n8n waits 90 s for a silent worker, which is too long for a test. */
const haste = {
  QUEUE_WORKER_LOCK_DURATION: '10000',
  QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
  QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

const video = {
  resource: 'video',
  prompt: '={{ $json.body.prompt }}',
  duration: 3,
  download: false,
  payOncePer: 'content',
};

const generateWorkflow = chainNodes('generate', [
  webhookTrigger('generate'),
  klingNode({ ...video, operation: 'generate' }),
]);

const submitWorkflow = chainNodes(
  'submit',
  [
    webhookTrigger('submit'),
    klingNode({ ...video, operation: 'submit' }, { name: 'Submit' }),
    klingNode(
      { resource: 'task', operation: 'wait', taskId: '={{ $json.taskId }}' },
      { name: 'Wait' },
    ),
  ],
  { saveExecutionProgress: true },
);

function promptOf({ request }: { readonly request: unknown }): string {
  return String(Object(request).prompt);
}
