import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';

import {
  readTask,
  setUpTransports,
  submitVideo,
  transportFailureOf,
} from '../testing/set-up-transports.ts';

const { connect, serveAndConnect } = setUpTransports();

describe('a failure', () => {
  test('that never reached the API is reported as such, with what to check', async () => {
    // Of the ports that are never given out by themselves, so nobody else has taken it meanwhile.
    const baseUrl = 'http://127.0.0.1:9';
    const transport = connect({ baseUrl });

    const failure = await transportFailureOf(
      transport.send({ ...readTask, path: '/api?token=t1' }),
    );

    expect(failure.mayHaveArrived).toBe(false);
    expect(failure.message).toBe(
      `Could not reach ${baseUrl} (connection refused). Check the base URL, and that the network or proxy lets you reach it.`,
    );
  });

  test('never contains the key, however deep one looks', async () => {
    const { transport } = await serveAndConnect(({ socket }) => socket.resetAndDestroy());

    const failure = await transportFailureOf(transport.send(submitVideo));

    expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain('secret');
    expect(JSON.stringify(failure)).not.toContain('secret');
  });

  test('ends a request whose response does not begin', async () => {
    const { server, transport } = await serveAndConnect(() => {}, { headersLimitMilliseconds: 30 });

    const failure = await transportFailureOf(transport.send(readTask));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      `No complete response came back from ${server.origin} (no response in time).`,
    );
    await server.disconnected;
    expect(server.connections).toHaveLength(1);
  });

  test('ends a request whose response stops midway', async () => {
    const { server, transport } = await serveAndConnect(
      (_incoming, outgoing) => outgoing.write('{'),
      { silenceLimitMilliseconds: 30 },
    );

    const failure = await transportFailureOf(transport.send(readTask));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      `No complete response came back from ${server.origin} (the response stopped midway).`,
    );
  });

  test('reports that the server does not use HTTP', async () => {
    const { server, transport } = await serveAndConnect(({ socket }) => socket.end('SSH-2.0\r\n'));

    const failure = await transportFailureOf(transport.send(readTask));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      `No complete response came back from ${server.origin} (the response is not HTTP).`,
    );
  });
});
