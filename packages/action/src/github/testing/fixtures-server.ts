import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Real traffic with GitHub, recorded by its Octokit team, served again on this machine. */
export interface FixturesServer {
  /** Opens a scenario; its requests must come in the order in which they were recorded. */
  open(scenario: string): Promise<string>;
  close(): Promise<void>;
}

/** A process of its own, since what it is made of takes over the HTTP client of its process. */
export async function startFixturesServer(): Promise<FixturesServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const script = fileURLToPath(import.meta.resolve('@octokit/fixtures-server/bin/server.js'));
  const options = ['--port', `${port}`, '--fixtures-url', url, '--log-level', 'silent'];
  const child = spawn(process.execPath, [script, ...options], { stdio: 'ignore' });
  await answers(`${url}/ping`, child);
  return {
    async open(scenario) {
      const response = await fetch(`${url}/fixtures`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ scenario }),
      });
      const opened: { readonly url: string } = JSON.parse(await response.text());
      return opened.url;
    },
    async close() {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  let isUp = false;
  while (!isUp) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`);
    isUp = await fetch(url).then(
      () => true,
      () => false,
    );
    if (!isUp) await sleep(50);
  }
}
