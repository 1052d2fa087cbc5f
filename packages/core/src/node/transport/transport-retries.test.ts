import { describe, expect, test } from 'vitest';

import { startLoopbackServer } from '../testing/loopback-server.ts';
import {
  answerByHalf,
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
      `The connection to ${server.origin} was reset before the response was complete.`,
    );
    expect(server.requests).toHaveLength(3);
  });

  test('that was answered by half is not repeated, and never asked for the rest', async () => {
    const { server, transport } = await serveAndConnect(answerByHalf);

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

  test('is not repeated when it is answered by half', async () => {
    const { server, transport } = await serveAndConnect(answerByHalf);

    const failure = await transportFailureOf(transport.send(submitVideo));

    expect(failure.mayHaveArrived).toBe(true);
    expect(server.requests).toHaveLength(1);
  });
});
