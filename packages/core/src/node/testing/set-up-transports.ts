import { ok } from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { afterEach } from 'vitest';

import { TransportError } from '../../errors.ts';
import type { HttpRequest } from '../../ports.ts';
import {
  createUndiciTransport,
  type UndiciTransportOptions,
} from '../transport/undici-transport.ts';
import { startLoopbackServer } from './loopback-server.ts';

/** The key that no server but the API, and no message, may ever see. */
export const apiKey = 'aio_secret_1234';

/** The two requests of the API. */
export const readTask: HttpRequest = { method: 'GET', path: '/api/v1/tasks/task_1' };
export const submitVideo: HttpRequest = {
  method: 'POST',
  path: '/api/v1/videos/generations',
  body: {},
};

/** Gives each test of a file its own servers and transports. */
export function setUpTransports() {
  const opened: AsyncDisposable[] = [];

  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
  });

  const serve = async (...parameters: Parameters<typeof startLoopbackServer>) => {
    const server = await startLoopbackServer(...parameters);
    opened.push(server);
    return server;
  };
  const connect = (options: Partial<UndiciTransportOptions>) => {
    const transport = createUndiciTransport({ apiKey, retryDelayMilliseconds: 1, ...options });
    opened.push({ [Symbol.asyncDispose]: () => transport.close() });
    return transport;
  };
  const serveAndConnect = async (
    onRequest: RequestListener,
    options: Partial<UndiciTransportOptions> = {},
  ) => {
    const server = await serve(onRequest);
    return { server, transport: connect({ baseUrl: server.origin, ...options }) };
  };
  return { opened, serve, connect, serveAndConnect };
}

/** Waits for the TransportError that a request is expected to end with. */
export async function transportFailureOf(sending: Promise<unknown>): Promise<TransportError> {
  const error = await sending.catch((thrown: unknown) => thrown);
  ok(error instanceof TransportError);
  return error;
}

/** Responds with a head that announces ten bytes, sends three, and breaks the connection. */
export const cutResponse: RequestListener = (_incoming, outgoing) => {
  outgoing.writeHead(200, { 'content-length': '10' });
  outgoing.write('abc', () => outgoing.destroy());
};
