import { describe, expect, test } from 'vitest';

import { startLoopbackServer } from '../testing/loopback-server.ts';
import {
  cutResponse,
  readTask,
  setUpTransports,
  submitVideo,
  transportFailureOf,
} from '../testing/set-up-transports.ts';

const { connect, serveAndConnect } = setUpTransports();

describe('a GET', () => {
  test('is repeated when its connection breaks before the response', async () => {
    let requests = 0;
    const { server, transport } = await serveAndConnect((incoming, outgoing) => {
      requests += 1;
      if (requests < 3) incoming.socket.resetAndDestroy();
      else outgoing.end('third');
    });

    const response = await transport.send(readTask);

    expect(response.body).toBe('third');
    expect(server.requests).toHaveLength(3);
  });

  test('is given up after three broken connections', async () => {
    const { server, transport } = await serveAndConnect(({ socket }) => socket.resetAndDestroy());

    const failure = await transportFailureOf(transport.send(readTask));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      `No complete response came back from ${server.origin} (connection reset).`,
    );
    expect(server.requests).toHaveLength(3);
  });

  test('that was cut off midway is not repeated, and its second half is never requested', async () => {
    const { server, transport } = await serveAndConnect(cutResponse);

    const failure = await transportFailureOf(transport.send(readTask));

    expect(failure.mayHaveArrived).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  test('may have arrived once, though the last attempt did not', async () => {
    const server = await startLoopbackServer(({ socket }) => {
      void server[Symbol.asyncDispose]();
      socket.resetAndDestroy();
    });
    const transport = connect({ baseUrl: server.origin, retryDelayMilliseconds: 20 });

    const failure = await transportFailureOf(transport.send(readTask));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.cause).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a POST', () => {
  test('is not repeated when its connection breaks before the response', async () => {
    const { server, transport } = await serveAndConnect(({ socket }) => socket.resetAndDestroy());

    const failure = await transportFailureOf(transport.send(submitVideo));

    expect(failure.mayHaveArrived).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  test('is not repeated when it is cut off midway', async () => {
    const { server, transport } = await serveAndConnect(cutResponse);

    const failure = await transportFailureOf(transport.send(submitVideo));

    expect(failure.mayHaveArrived).toBe(true);
    expect(server.requests).toHaveLength(1);
  });
});
