import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';

import {
  readTask,
  setUpTransports,
  submitVideo,
  transportFailureOf,
} from '../testing/set-up-transports.ts';

const { connect, serve, serveAndConnect } = setUpTransports();

describe('the proxy of the environment', () => {
  const notFound = (socket: Socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');

  test('is asked for a tunnel, and never sees the key', async () => {
    const proxy = await serve(() => {}, notFound);
    const transport = connect({
      baseUrl: 'https://api.invalid',
      environment: { HTTPS_PROXY: proxy.origin },
    });

    const failure = await transportFailureOf(transport.send(submitVideo));

    expect(proxy.requests).toMatchObject([{ method: 'CONNECT', url: 'api.invalid:443' }]);
    expect(proxy.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      'No complete response came back from https://api.invalid (the proxy responded with HTTP 502).',
    );
  });

  test('carries TLS: a server that does not use it never gets the request', async () => {
    const proxy = await serve(
      () => {},
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      },
    );
    const transport = connect({
      baseUrl: 'https://api.invalid',
      environment: { https_proxy: proxy.origin },
    });

    const failure = await transportFailureOf(transport.send(submitVideo));

    expect(failure.mayHaveArrived).toBe(false);
    expect(failure.message).toBe(
      'Could not reach https://api.invalid (the server does not use TLS). Check the base URL, and that the network or proxy lets you reach it.',
    );
  });

  test('that takes the connection and stays silent ends the request', async () => {
    const proxy = await serve(
      () => {},
      () => {},
    );
    const transport = connect({
      baseUrl: 'https://api.invalid',
      connectLimitMilliseconds: 30,
      environment: { https_proxy: proxy.origin },
    });

    const failure = await transportFailureOf(transport.send(readTask));

    // The limit is for both: the connection itself and what the proxy sends then.
    expect(failure.cause).toMatchObject({
      code: expect.stringMatching(/^UND_ERR_(CONNECT|HEADERS)_TIMEOUT$/),
    });
  });

  test('that hangs up ends the request', async () => {
    const proxy = await serve(() => {});
    const transport = connect({
      baseUrl: 'https://api.invalid',
      environment: { https_proxy: proxy.origin },
    });

    const failure = await transportFailureOf(transport.send(submitVideo));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      'No complete response came back from https://api.invalid (the proxy closed the connection).',
    );
    expect(proxy.requests).toHaveLength(1);
  });

  test('is not used for hosts of no_proxy', async () => {
    const proxy = await serve(() => {});
    const server = await serve(() => {});
    const transport = connect({
      // Not loopback by its name, yet it leads here.
      baseUrl: server.origin.replace('http://127.0.0.1', 'https://0.0.0.0'),
      environment: { https_proxy: proxy.origin, no_proxy: 'example.com,0.0.0.0' },
    });

    const failure = await transportFailureOf(transport.send(submitVideo));

    expect(failure.message).toContain('the server does not use TLS');
    expect(server.connections).toHaveLength(1);
    expect(proxy.connections).toHaveLength(0);
  });

  test('is not used for loopback', async () => {
    const proxy = await serve(() => {}, notFound);
    const { server, transport } = await serveAndConnect((_incoming, outgoing) => outgoing.end(), {
      environment: { http_proxy: proxy.origin, https_proxy: proxy.origin },
    });

    await transport.send(readTask);

    expect(server.requests).toHaveLength(1);
    expect(proxy.requests).toHaveLength(0);
  });
});
