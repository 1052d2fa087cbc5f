import type { Child } from '../process/child.ts';
import { findFreePorts } from '../process/free-port.ts';
import { until } from '../process/until.ts';
import { startN8n } from './command.ts';
import { describePorts, type N8nPorts } from './environment.ts';
import type { Home } from './home.ts';

/** A running n8n: editor, REST API and webhooks on one loopback port. */
export interface Server {
  readonly url: string;
  readonly ports: N8nPorts;
  readonly child: Child;
}

export interface ServerOptions {
  readonly environment?: NodeJS.ProcessEnv | undefined;
  /** The ports of an earlier start: links into n8n remain valid after a restart. @default free ones */
  readonly ports?: N8nPorts | undefined;
}

export async function startServer(home: Home, options: ServerOptions = {}): Promise<Server> {
  const ports = options.ports ?? (await chooseFreePorts());
  const child = startN8n(home, ['start'], { ...describePorts(ports), ...options.environment });
  await waitUntilReady(child, ports.port);
  return { url: `http://127.0.0.1:${ports.port}`, ports, child };
}

export async function chooseFreePorts(): Promise<N8nPorts> {
  const [port = 0, brokerPort = 0] = await findFreePorts(2);
  return { port, brokerPort };
}

/** Waits until n8n is ready; works for a worker too, on its health port. */
export async function waitUntilReady(child: Child, port: number): Promise<void> {
  await until('n8n is ready', () => isReady(child, port), {
    deadlineSeconds: 120,
    intervalMilliseconds: 100,
    explain: () => child.output().slice(-4000),
  });
}

async function isReady(child: Child, port: number): Promise<boolean> {
  if (!child.isRunning) throw new Error(`n8n ended at its start: ${child.output().slice(-4000)}`);
  try {
    const response = await fetch(`http://127.0.0.1:${port}/healthz/readiness`);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
