import { startN8n } from '../n8n/command.ts';
import { describePorts } from '../n8n/environment.ts';
import type { Home } from '../n8n/home.ts';
import { chooseFreePorts, type Server, startServer, waitUntilReady } from '../n8n/server.ts';
import type { Child } from '../process/child.ts';
import { findFreePorts } from '../process/free-port.ts';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';

/** n8n's queue mode: a main process that takes webhooks, and workers that execute. */
export interface Cluster {
  readonly main: Server;
  readonly workers: readonly Child[];
  startWorker(): Promise<Child>;
  end(): Promise<void>;
}

export interface ClusterOptions {
  readonly workerCount: number;
  /** How many executions a worker runs at once. */
  readonly concurrency: number;
  readonly environment?: NodeJS.ProcessEnv | undefined;
}

/** Starts Postgres, Redis, the main process and then the workers; all on loopback. */
export async function startCluster(home: Home, options: ClusterOptions): Promise<Cluster> {
  const { workerCount, concurrency } = options;
  const [postgresPort = 0, redisPort = 0] = await findFreePorts(2);
  const postgres = await startPostgres(postgresPort);
  const redis = await startRedis(redisPort);
  const environment = {
    ...postgres.environment,
    ...redis.environment,
    EXECUTIONS_MODE: 'queue',
    OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
    ...options.environment,
  };
  const main = await startServer(home, { environment });
  const workers: Child[] = [];
  const startWorker = async () => {
    const ports = await chooseFreePorts();
    const worker = startN8n(home, ['worker', `--concurrency=${concurrency}`], {
      ...environment,
      ...describePorts(ports),
      QUEUE_HEALTH_CHECK_ACTIVE: 'true',
      QUEUE_HEALTH_CHECK_PORT: String(ports.port),
      // Links to the main process, not to the worker.
      N8N_WEBHOOK_URL: `${main.url}/`,
    });
    workers.push(worker);
    await waitUntilReady(worker, ports.port);
    return worker;
  };
  for (const _ of Array(workerCount).keys()) await startWorker();
  return {
    main,
    workers,
    startWorker,
    async end() {
      await Promise.all([main.child, ...workers].map((child) => child.kill()));
      await redis.end();
      await postgres.end();
    },
  };
}
