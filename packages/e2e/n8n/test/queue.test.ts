import { expect, test } from 'vitest';
import { startCluster } from '../src/cluster/cluster.ts';
import { setUpOwner } from '../src/n8n/session.ts';
import { until } from '../src/process/until.ts';
import { describeApiInOne } from '../src/workflow/credential.ts';
import { klingNode, webhookTrigger } from '../src/workflow/nodes.ts';
import { chainNodes } from '../src/workflow/workflow.ts';
import { setStage } from './stage.ts';

test('x', async () => {
  const stage = await setStage({ sandbox: { speed: 10 } });
  const cluster = await startCluster(stage.home, {
    workerCount: 2,
    concurrency: 8,
    environment: {
      QUEUE_WORKER_LOCK_DURATION: '6000',
      QUEUE_WORKER_LOCK_RENEW_TIME: '1500',
      QUEUE_WORKER_STALLED_INTERVAL: '3000',
    },
  });
  try {
    const session = await setUpOwner(cluster.main.url);
    const c = await session.createCredential(describeApiInOne(stage.sandbox));
    console.log('cred', JSON.stringify(c));
    const prompt = '={{ $json.body.prompt }}';
    const video = {
      resource: 'video',
      prompt,
      duration: 3,
      download: false,
      options: { renderOnce: true },
    };
    const g = await session.createWorkflow(
      chainNodes('generate', [
        webhookTrigger('generate'),
        klingNode({ ...video, operation: 'generate' }),
      ]),
      { publish: true },
    );
    const s = await session.createWorkflow(
      chainNodes(
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
      ),
      { publish: true },
    );
    const post = (path: string, p: string) =>
      fetch(`${cluster.main.url}/webhook/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ prompt: p }),
      });
    const t0 = Date.now();
    const say = (...a: unknown[]) => console.log(((Date.now() - t0) / 1000).toFixed(1), ...a);
    await Promise.all(
      Array.from({ length: 60 }, (_, n) => post(n % 2 ? 'generate' : 'submit', `Video ${n}.`)),
    );
    say('posted');
    await until(
      '20 done',
      () => stage.sandbox.tasks().filter((t) => t.status === 'succeeded').length >= 20,
      { deadlineSeconds: 90 },
    );
    say(
      'kill',
      cluster.workers.map((w) => (w.output().match(/Worker started execution/g) ?? []).length),
    );
    await cluster.workers[0]!.kill();
    const all = await until(
      'all over',
      async () => {
        const l = [...(await session.listExecutions(g)), ...(await session.listExecutions(s))];
        return (
          l.length === 60 && l.every((e) => !['new', 'running', 'waiting'].includes(e.status)) && l
        );
      },
      {
        deadlineSeconds: 240,
        intervalMilliseconds: 500,
        explain: async () =>
          JSON.stringify(
            [...(await session.listExecutions(g)), ...(await session.listExecutions(s))].map(
              (e) => e.status,
            ),
          ) + cluster.main.child.output().slice(-2500),
      },
    ).catch((e) => (console.log(e.message), []));
    say(
      'over',
      cluster.workers.map((w) => (w.output().match(/Worker started execution/g) ?? []).length),
      Object.groupBy(all, (e) => e.status)['crashed']?.length,
      new Set(all.map((e) => e.status)),
    );
    for (const e of all.filter((e) => e.status !== 'success')) {
      const x = await session.readExecution(e.id);
      say(
        e.id,
        x.error?.message?.slice(0, 60),
        JSON.stringify(x.error?.description ?? '').slice(0, 300),
        JSON.stringify(x.errorOf('Kling') ?? x.errorOf('Submit') ?? {}).slice(0, 600),
      );
    }
    const w3 = await cluster.startWorker();
    await Promise.all(
      Array.from({ length: 60 }, (_, n) => post(n % 2 ? 'generate' : 'submit', `Video ${n}.`)),
    );
    const after = await until(
      'all over',
      async () => {
        const l = [...(await session.listExecutions(g)), ...(await session.listExecutions(s))];
        return (
          l.length === 120 && l.every((e) => !['new', 'running', 'waiting'].includes(e.status)) && l
        );
      },
      { deadlineSeconds: 200, intervalMilliseconds: 500 },
    ).catch((e) => (console.log(e.message), []));
    for (const e of after.filter(
      (e) => e.status !== 'success' && !all.some((a) => a.id === e.id),
    )) {
      const x = await session.readExecution(e.id);
      say(
        e.id,
        JSON.stringify(x.error?.message),
        JSON.stringify(x.error?.description ?? '').slice(0, 300),
      );
    }
    const per = Object.groupBy(stage.sandbox.tasks(), (t) => (t.request as any).prompt);
    say(
      'tasks',
      stage.sandbox.tasks().length,
      'prompts',
      Object.keys(per).length,
      'paid twice',
      Object.entries(per)
        .filter(([, t]) => t!.length > 1)
        .map(([p, t]) => p + t!.map((x) => x.id)),
    );
    console.log(cluster.main.child.output().slice(-3000));
    console.log(cluster.workers[0]!.output().slice(-3000));
  } finally {
    await cluster.end();
    await stage.strike();
  }
}, 400_000);
