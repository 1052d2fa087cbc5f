import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Agent } from 'undici';
import { describe, expect, test } from 'vitest';

import {
  readTask,
  setUpTransports,
  submitVideo,
  transportFailureOf,
} from '../testing/set-up-transports.ts';

const { connect, opened, serve, serveAndConnect } = setUpTransports();

describe('connections', () => {
  test('are kept from one GET to the next', async () => {
    const { server, transport } = await serveAndConnect((_incoming, outgoing) => outgoing.end());

    for (let sent = 0; sent < 10; sent += 1) await transport.send(readTask);

    // A GET that follows in the same turn of the event loop finds the first one still in use.
    expect(server.requests).toHaveLength(10);
    expect(server.connections.length).toBeLessThanOrEqual(2);
  });

  test('are 16 at most, however many GETs there are', async () => {
    const { server, transport } = await serveAndConnect((_incoming, outgoing) => outgoing.end());

    await Promise.all(Array.from({ length: 64 }, () => transport.send(readTask)));

    expect(server.requests).toHaveLength(64);
    expect(server.connections).toHaveLength(16);
  });

  test('are a new one for each POST, closed after it', async () => {
    const { server, transport } = await serveAndConnect((_incoming, outgoing) => outgoing.end());

    await transport.send(readTask);
    await transport.send(submitVideo);
    await transport.send(submitVideo);

    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 2, 3]);
    expect(server.requests[2]?.headers.connection).toBe('close');
  });

  test('that the server has given up while idle never cost a POST its response', async () => {
    const used = new Set<Socket>();
    const { server, transport } = await serveAndConnect((incoming, outgoing) => {
      // As if the server's close and the next request had crossed on the way.
      if (used.has(incoming.socket)) return incoming.socket.resetAndDestroy();
      used.add(incoming.socket);
      outgoing.end('{}');
    });

    await transport.send(readTask);
    await setImmediate();
    const response = await transport.send(submitVideo);

    expect(response.status).toBe(200);
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  test('that are passed in are closed after each request, and stay usable', async () => {
    const agent = new Agent();
    opened.push({ [Symbol.asyncDispose]: () => agent.destroy() });
    const { server, transport } = await serveAndConnect((_incoming, outgoing) => outgoing.end(), {
      dispatcher: agent,
    });

    await transport.send(readTask);
    await transport.send(submitVideo);
    await transport.close();
    await transport.send(readTask);

    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 2, 3]);
  });

  // A connection that kept the process alive would do so for 600 s, longer than the test may take.
  test('do not keep a process alive that has its responses', async () => {
    const server = await serve((_incoming, outgoing) => {
      outgoing.setHeader('keep-alive', 'timeout=600').end('{}');
    });
    const program = `
      import { createUndiciTransport } from '${new URL('undici-transport.ts', import.meta.url)}';
      const transport = createUndiciTransport({ apiKey: 'aio_1', baseUrl: '${server.origin}' });
      await transport.send({ method: 'GET', path: '/1' });
      await transport.send({ method: 'POST', path: '/2', body: {} });
    `;

    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);

    expect(server.requests.map(({ url }) => url)).toEqual(['/1', '/2']);
  });

  test('end with close(), which rejects what is under way', async () => {
    const { server, transport } = await serveAndConnect(() => {});
    const failing = transportFailureOf(transport.send(submitVideo));
    await server.requested;

    await transport.close();

    const failure = await failing;
    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      `No complete response came back from ${server.origin} (closed on our side).`,
    );
  });
});

describe('close()', () => {
  test('breaks off a connection that is still being made', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    const connected = once(silent, 'connection');
    opened.push(silent);
    await once(silent, 'listening');
    const { port } = Object.assign({ port: 0 }, silent.address());
    const transport = connect({ baseUrl: `https://127.0.0.1:${port}` });
    const failing = transportFailureOf(transport.send(submitVideo));
    const [socket] = await connected;
    const disconnected = once(socket.resume(), 'close');

    await transport.close();

    await disconnected;
    await failing;
  });
});
