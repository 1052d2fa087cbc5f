import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createApplication } from './application.ts';
import { type Controls, createControls } from './controls.ts';
import { createWorld } from './create-world.ts';
import { parseOptions, type SandboxOptions } from './options.ts';

/** A running sandbox. */
export interface Sandbox extends Controls {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** The first of the API keys. */
  readonly apiKey: string;
  /** Cuts every connection, drops callbacks that are still to come, and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts API in One in a box on 127.0.0.1.
 *
 * @throws {RangeError} when an option is out of range.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = parseOptions(options);
  const server = createServer({ keepAliveTimeout: 75_000 });
  const url = `http://127.0.0.1:${await listen(server, settings.port)}`;
  const world = createWorld(settings, url);
  const { fetch } = createApplication(world);
  // Without the override Hono would replace Request and Response for the whole host process.
  server.on('request', getRequestListener(fetch, { overrideGlobalObjects: false }));
  return {
    ...createControls(world),
    url,
    apiKey: settings.apiKeys[0],
    close() {
      world.callbacks.close();
      return shutDown(server);
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function shutDown(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
