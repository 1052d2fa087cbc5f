import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster } from '../src/cluster/cluster.ts';
import type { Server } from '../src/n8n/server.ts';
import { type Session, setUpOwner } from '../src/n8n/session.ts';
import { until } from '../src/process/until.ts';
import { describeApiInOne } from '../src/workflow/credential.ts';
import { itemsNode, klingNode, node, webhookTrigger } from '../src/workflow/nodes.ts';
import { chainNodes, type Workflow } from '../src/workflow/workflow.ts';
import { openSetup, type Setup } from './setup.ts';

/** What an execution is doing when n8n ends. */
const moments = ['parked', 'unsaved', 'laterTurn', 'download', 'laterNode'] as const;

type Moment = (typeof moments)[number];

/** The n8n in which it happens. */
interface Host {
  readonly url: string;
  readonly session: Session;
  end(executionIds: readonly string[]): Promise<void>;
  restart(): Promise<Session>;
  close(): Promise<void>;
}

const ends: Readonly<Record<string, (setup: Setup) => Promise<Host>>> = {
  SIGTERM: (setup) => openRegular(setup, ({ child }) => child.stop({ deadlineSeconds: 40 })),
  SIGKILL: (setup) => openRegular(setup, ({ child }) => child.kill()),
  'SIGKILL of all workers': openQueue,
  Stop: openStopped,
};

describe.each(Object.entries(ends))('%s while videos are made', (end, open) => {
  let setup: Setup;
  let host: Host;
  let receiver: Receiver;
  let workflowIds: ReadonlyMap<Moment, string>;

  beforeAll(async () => {
    setup = await openSetup({ sandbox: { speed: 1 } });
    receiver = await openReceiver();
    host = await open(setup);
    workflowIds = new Map(
      await Promise.all(
        moments.map(async (moment) => {
          const workflow = workflowOf(moment, receiver.url);
          return [moment, await host.session.createWorkflow(workflow, { publish: true })] as const;
        }),
      ),
    );
    for (const moment of moments) {
      const response = await fetch(`${host.url}/webhook/${moment}`, { method: 'POST' });
      expect(response.status).toBe(200);
    }
    for (const moment of moments) await untilStatus(host.session, moment, ['waiting']);

    // Nothing responds to the download and to the later node, so both are in the middle of it.
    setup.sandbox.inject({ kind: 'hang', on: 'media', times: 'always' });
    for (const moment of ['laterTurn', 'download', 'laterNode'] as const) finishTasks(moment);
    const isDownloading = () => setup.sandbox.requests().some(({ fault }) => fault === 'hang');
    await until('the download hangs', isDownloading);
    await until('the later node runs', () => receiver.isCalled);
    await until('the second turn is parked', () => tasksOf('laterTurn').length === 2);
    await untilStatus(host.session, 'laterTurn', ['waiting']);

    await host.end(await Promise.all(moments.map(newestId)));
    setup.sandbox.clearFaults();
    receiver.respond();
    host = { ...host, session: await host.restart() };
    for (const moment of moments) await retryUnlessParked(moment);
    for (const moment of moments) finishTasks(moment);
  }, 300_000);
  afterAll(async () => {
    await host.close();
    await setup.close();
    receiver.close();
  });

  // Nothing is left of an execution that is not saved and that a person stops; its task is in n8n's log.
  const delivered = moments.filter((moment) => !(end === 'Stop' && moment === 'unsaved'));

  test.each(delivered)('%s: each video is paid once, and delivered', async (moment) => {
    const taskIds = tasksOf(moment).map(({ id }) => id);
    const isDelivered = () => taskIds.every((id) => receiver.delivered.includes(id));
    await until(`${moment} is delivered`, isDelivered, { deadlineSeconds: 150 });

    expect(taskIds).toHaveLength(moment === 'laterTurn' ? 2 : 1);
  });

  function tasksOf(moment: Moment) {
    const isOf = (request: unknown) => JSON.stringify(request).includes(`of ${moment}.`);
    return setup.sandbox.tasks().filter(({ request }) => isOf(request));
  }

  function finishTasks(moment: Moment): void {
    const running = tasksOf(moment).filter(({ status }) => status !== 'succeeded');
    for (const { id } of running) setup.sandbox.finish(id);
  }

  async function newestId(moment: Moment): Promise<string> {
    const [newest] = await host.session.listExecutions(workflowIds.get(moment) ?? '');
    return newest?.id ?? '';
  }

  /** What was at work when it ended does not go on by itself. */
  async function retryUnlessParked(moment: Moment): Promise<void> {
    const [newest] = await host.session.listExecutions(workflowIds.get(moment) ?? '');
    if (newest === undefined || newest.status === 'waiting') return;
    const isOver = ['crashed', 'error', 'canceled', 'success'];
    const { id, status } = await untilStatus(host.session, moment, isOver);
    if (status !== 'success') await host.session.retry(id);
  }

  function untilStatus(session: Session, moment: Moment, statuses: readonly string[]) {
    const workflowId = workflowIds.get(moment) ?? '';
    return until(
      `${moment} is ${statuses.join(' or ')}`,
      async () => {
        const [newest] = await session.listExecutions(workflowId);
        return newest !== undefined && statuses.includes(newest.status) && newest;
      },
      { deadlineSeconds: 150, intervalMilliseconds: 250 },
    );
  }
});

async function openRegular(setup: Setup, end: (server: Server) => Promise<unknown>): Promise<Host> {
  const environment = { N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5' };
  const server = await setup.startServer({ environment });
  const { ports, session, url } = server;
  return {
    url,
    session,
    async end() {
      await end(server);
    },
    restart: async () => (await setup.startServer({ environment, ports })).session,
    close: async () => {},
  };
}

/** A person presses Stop in each execution. */
async function openStopped(setup: Setup): Promise<Host> {
  const { session, url } = await setup.startServer();
  return {
    url,
    session,
    async end(executionIds) {
      for (const id of executionIds) await session.stop(id);
    },
    restart: async () => session,
    close: async () => {},
  };
}

async function openQueue(setup: Setup): Promise<Host> {
  const cluster = await startCluster(setup.home, {
    workerCount: 1,
    concurrency: 8,
    // n8n waits 90 s for a silent worker, which is too long for a test.
    environment: {
      QUEUE_WORKER_LOCK_DURATION: '10000',
      QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
      QUEUE_WORKER_STALLED_INTERVAL: '5000',
    },
  });
  const session = await setUpOwner(cluster.main.url);
  await session.createCredential(describeApiInOne(setup.sandbox));
  return {
    url: cluster.main.url,
    session,
    async end() {
      await Promise.all(cluster.workers.map((worker) => worker.kill()));
    },
    async restart() {
      await cluster.startWorker();
      return session;
    },
    close: () => cluster.end(),
  };
}

interface Receiver {
  readonly url: string;
  /** Whether a call has come. */
  readonly isCalled: boolean;
  /** The task ids of the calls that got a response. */
  readonly delivered: readonly string[];
  /** From now on it responds; until then a call hangs. */
  respond(): void;
  close(): void;
}

/** What the last node of each workflow calls with its task id. */
async function openReceiver(): Promise<Receiver> {
  const delivered: string[] = [];
  let isCalled = false;
  let isResponding = false;
  const server: HttpServer = createServer((request, response) => {
    isCalled = true;
    if (!isResponding) return;
    delivered.push(String(request.url).slice(1));
    response.end('{}');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    delivered,
    get isCalled() {
      return isCalled;
    },
    respond() {
      isResponding = true;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function workflowOf(moment: Moment, url: string): Workflow {
  const kling = klingNode({
    resource: 'video',
    operation: 'generate',
    prompt: `={{ $json.place ?? 'One' }} of ${moment}.`,
    duration: 3,
    download: moment === 'download',
  });
  const trigger = webhookTrigger(moment);
  const deliver = node('Deliver', 'n8n-nodes-base.httpRequest', 4.2, {
    url: `=${url}{{ $json.taskId }}`,
  });
  if (moment !== 'laterTurn') {
    const settings = moment === 'unsaved' ? nothingSaved : {};
    return chainNodes(moment, [trigger, kling, deliver], settings);
  }
  const items = itemsNode([{ place: 'First' }, { place: 'Second' }]);
  const loop = node('Loop', 'n8n-nodes-base.splitInBatches', 3, {});
  const to = (name: string) => [{ node: name, type: 'main', index: 0 }];
  return {
    ...chainNodes(moment, [trigger, items, loop, kling, deliver]),
    connections: {
      Webhook: { main: [to('Items')] },
      Items: { main: [to('Loop')] },
      Loop: { main: [to('Deliver'), to('Kling')] },
      Kling: { main: [to('Loop')] },
    },
  };
}

const nothingSaved = {
  saveDataErrorExecution: 'none',
  saveDataSuccessExecution: 'none',
  saveExecutionProgress: false,
  saveManualExecutions: false,
};
