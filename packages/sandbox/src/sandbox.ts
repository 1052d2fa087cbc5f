import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createApplication } from './application.ts';
import { createBackend } from './backend.ts';
import { parseOptions, type SandboxOptions } from './options.ts';
import { createSandboxAdmin, type SandboxAdmin } from './sandbox-admin.ts';

/** A running sandbox. */
export interface Sandbox extends SandboxAdmin {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** The first of the API keys. */
  readonly apiKey: string;
  /** Closes every connection, cancels the callbacks that were not sent yet, and frees the port. */
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
  const backend = createBackend(settings, url);
  const { fetch } = createApplication(backend);
  // Without the override Hono would replace Request and Response for the whole host process.
  server.on('request', getRequestListener(fetch, { overrideGlobalObjects: false }));
  return {
    ...createSandboxAdmin(backend),
    url,
    apiKey: settings.apiKeys[0],
    close() {
      backend.callbacks.close();
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
