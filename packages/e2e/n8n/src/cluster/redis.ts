import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from '../process/child.ts';
import { until } from '../process/until.ts';

/** A Redis of our own on loopback, kept in memory alone. */
export interface Redis {
  readonly child: Child;
  readonly environment: NodeJS.ProcessEnv;
  end(): Promise<void>;
}

export async function startRedis(port: number): Promise<Redis> {
  const directory = mkdtempSync(join(tmpdir(), 'kling-redis-'));
  const settings = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory];
  const child = startChild('redis-server', ['--port', String(port), ...settings], {
    environment: { PATH: process.env.PATH },
  });
  await until('Redis accepts connections', () => canConnect(port), {
    explain: () => child.output(),
  });
  return {
    child,
    environment: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) },
    async end() {
      await child.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
