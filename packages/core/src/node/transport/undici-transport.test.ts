import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { inspect, promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';

import { TransportError } from '../../errors.ts';
import type { Exchange } from '../../ports.ts';
import { type LoopbackServer, startLoopbackServer } from '../testing/loopback-server.ts';
import {
  createUndiciTransport,
  type UndiciTransport,
  type UndiciTransportOptions,
} from './undici-transport.ts';

const apiKey = 'aio_secret_1234';
const readTask: Exchange = { method: 'GET', path: '/api/v1/tasks/task_1' };
const submitVideo: Exchange = { method: 'POST', path: '/api/v1/videos/generations', body: {} };

const opened: AsyncDisposable[] = [];

afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

async function serve(...parameters: Parameters<typeof startLoopbackServer>) {
  const server = await startLoopbackServer(...parameters);
  opened.push(server);
  return server;
}

function connect(options: Partial<UndiciTransportOptions>): UndiciTransport {
  const transport = createUndiciTransport({
    apiKey,
    retryDelayMilliseconds: 1,
    ...options,
  });
  opened.push({ [Symbol.asyncDispose]: () => transport.close() });
  return transport;
}

async function serveAndConnect(
  onRequest: RequestListener,
  options: Partial<UndiciTransportOptions> = {},
): Promise<{ server: LoopbackServer; transport: UndiciTransport }> {
  const server = await serve(onRequest);
  return { server, transport: connect({ baseUrl: server.origin, ...options }) };
}

async function failureOf(sending: Promise<unknown>): Promise<TransportError> {
  const error = await sending.catch((thrown: unknown) => thrown);
  if (error instanceof TransportError) return error;
  throw new Error('No TransportError was thrown', { cause: error });
}

/** Answers with a head that promises ten bytes, sends three, and breaks the connection. */
const answerByHalf: RequestListener = (_incoming, outgoing) => {
  outgoing.writeHead(200, { 'content-length': '10' });
  outgoing.write('abc', () => outgoing.destroy());
};

describe('an answer', () => {
  test('comes with its status, its headers in lower case and its body as text', async () => {
    const { transport } = await serveAndConnect((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'X-Request-Id': 'r1', 'Set-Cookie': ['a=1', 'b=2'] });
      outgoing.end('{"title":"灯塔"}');
    });

    const answer = await transport.send(readTask);

    expect(answer.status).toBe(200);
    expect(answer.body).toBe('{"title":"灯塔"}');
    expect(answer.headers).toMatchObject({ 'x-request-id': 'r1', 'set-cookie': 'a=1,b=2' });
  });

  test('is handed on whatever its status: an HTML page of the edge is not an error', async () => {
    const { server, transport } = await serveAndConnect((_incoming, outgoing) => {
      outgoing.writeHead(502, { 'content-type': 'text/html' });
      outgoing.end('<html>Bad gateway</html>');
    });

    const answer = await transport.send(readTask);

    expect(answer).toMatchObject({ status: 502, body: '<html>Bad gateway</html>' });
    expect(server.requests).toHaveLength(1);
  });

  test('that redirects is handed on, not followed', async () => {
    const elsewhere = await serve((_incoming, outgoing) => outgoing.end());
    const { transport } = await serveAndConnect((_incoming, outgoing) => {
      outgoing.writeHead(307, { location: elsewhere.origin });
      outgoing.end();
    });

    const answer = await transport.send(readTask);

    expect(answer).toMatchObject({ status: 307, headers: { location: elsewhere.origin } });
    expect(elsewhere.requests).toHaveLength(0);
  });
});

describe('a request', () => {
  test('carries the key, and what the API is told about the program', async () => {
    const { server, transport } = await serveAndConnect(
      (_incoming, outgoing) => outgoing.end('{}'),
      { apiKey: ` ${apiKey}\n`, userAgent: 'kling-automation/1.2.3' },
    );

    await transport.send({ ...readTask, headers: { 'idempotency-key': 'k1' } });

    expect(server.requests[0]).toMatchObject({
      method: 'GET',
      url: '/api/v1/tasks/task_1',
      headers: {
        accept: 'application/json',
        authorization: 'Bearer aio_secret_1234',
        'idempotency-key': 'k1',
        'user-agent': 'kling-automation/1.2.3',
      },
    });
    expect(server.requests[0]?.headers).not.toHaveProperty('content-type');
  });

  test('sends its body as JSON', async () => {
    const { server, transport } = await serveAndConnect((incoming, outgoing) => {
      incoming.pipe(outgoing);
    });

    const answer = await transport.send({ ...submitVideo, body: { prompt: '灯塔' } });

    expect(answer.body).toBe('{"prompt":"灯塔"}');
    expect(server.requests[0]?.headers['content-type']).toBe('application/json');
  });

  test('keeps the path of a gateway before its own', async () => {
    const server = await serve((_incoming, outgoing) => outgoing.end('{}'));
    const transport = connect({ baseUrl: `${server.origin}/gateway/` });

    await transport.send(readTask);

    expect(server.requests[0]?.url).toBe('/gateway/api/v1/tasks/task_1');
  });
});

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

  test('that the server closes while they are idle never cost a POST its answer', async () => {
    const idle: Socket[] = [];
    const { server, transport } = await serveAndConnect((incoming, outgoing) => {
      idle.push(incoming.socket);
      outgoing.end('{}');
    });
    await transport.send(readTask);

    // No turn of the event loop lies between the close and the POST: undici cannot know yet.
    for (const socket of idle) socket.resetAndDestroy();
    const answer = await transport.send(submitVideo);

    expect(answer.status).toBe(200);
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  test('do not keep a process alive that has its answers', async () => {
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
    const failing = failureOf(transport.send(submitVideo));
    await expect.poll(() => server.requests).toHaveLength(1);

    await transport.close();

    const failure = await failing;
    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      `No complete answer came back from ${server.origin} (closed on our side).`,
    );
  });
});

describe('close()', () => {
  test('breaks off a connection that is still being made', async () => {
    const taken: Socket[] = [];
    const silent = createServer((socket) => taken.push(socket)).listen(0, '127.0.0.1');
    opened.push(silent);
    await once(silent, 'listening');
    const { port } = Object.assign({ port: 0 }, silent.address());
    const transport = connect({ baseUrl: `https://127.0.0.1:${port}` });
    const failing = failureOf(transport.send(submitVideo));
    await expect.poll(() => taken).toHaveLength(1);
    const gone = taken.map((socket) => once(socket.resume(), 'close'));

    await transport.close();

    await Promise.all(gone);
    await failing;
  });
});

describe('a GET', () => {
  test('is repeated when its connection breaks before the answer', async () => {
    let requests = 0;
    const { server, transport } = await serveAndConnect((incoming, outgoing) => {
      requests += 1;
      if (requests < 3) incoming.socket.resetAndDestroy();
      else outgoing.end('third');
    });

    const answer = await transport.send(readTask);

    expect(answer.body).toBe('third');
    expect(server.requests).toHaveLength(3);
  });

  test('is given up after three broken connections', async () => {
    const { server, transport } = await serveAndConnect(({ socket }) => socket.resetAndDestroy());

    const failure = await failureOf(transport.send(readTask));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      `The connection to ${server.origin} was reset before the answer was complete.`,
    );
    expect(server.requests).toHaveLength(3);
  });

  test('that was answered by half is not repeated, and never asked for the rest', async () => {
    const { server, transport } = await serveAndConnect(answerByHalf);

    const failure = await failureOf(transport.send(readTask));

    expect(failure.mayHaveArrived).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  test('may have arrived once, though the last attempt did not', async () => {
    const server = await startLoopbackServer(({ socket }) => {
      void server[Symbol.asyncDispose]();
      socket.resetAndDestroy();
    });
    const transport = connect({ baseUrl: server.origin, retryDelayMilliseconds: 20 });

    const failure = await failureOf(transport.send(readTask));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.cause).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a POST', () => {
  test('is not repeated when its connection breaks before the answer', async () => {
    const { server, transport } = await serveAndConnect(({ socket }) => socket.resetAndDestroy());

    const failure = await failureOf(transport.send(submitVideo));

    expect(failure.mayHaveArrived).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  test('is not repeated when it is answered by half', async () => {
    const { server, transport } = await serveAndConnect(answerByHalf);

    const failure = await failureOf(transport.send(submitVideo));

    expect(failure.mayHaveArrived).toBe(true);
    expect(server.requests).toHaveLength(1);
  });
});

describe('a failure', () => {
  test('that never reached the API says so, and what to check', async () => {
    const server = await startLoopbackServer(() => {});
    await server[Symbol.asyncDispose]();
    const transport = connect({ baseUrl: server.origin });

    const failure = await failureOf(transport.send({ ...readTask, path: '/api?token=t1' }));

    expect(failure.mayHaveArrived).toBe(false);
    expect(failure.message).toBe(
      `Could not reach ${server.origin} (connection refused). Check the base URL, and that the network or proxy lets you reach it.`,
    );
  });

  test('never contains the key, however deep one looks', async () => {
    const { transport } = await serveAndConnect(({ socket }) => socket.resetAndDestroy());

    const failure = await failureOf(transport.send(submitVideo));

    expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain('secret');
    expect(JSON.stringify(failure)).not.toContain('secret');
  });

  test('ends an exchange whose answer does not begin', async () => {
    const { server, transport } = await serveAndConnect(() => {}, { headersLimitMilliseconds: 30 });

    const failure = await failureOf(transport.send(readTask));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(`${server.origin} did not answer within 0.03 s.`);
    expect(server.requests).toHaveLength(1);
  });

  test('ends an exchange whose answer stops midway', async () => {
    const { server, transport } = await serveAndConnect(
      (_incoming, outgoing) => outgoing.write('{'),
      { silenceLimitMilliseconds: 30 },
    );

    const failure = await failureOf(transport.send(readTask));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(`The answer of ${server.origin} stopped midway for 0.03 s.`);
  });

  test('ends an exchange whose answer is too large, and breaks the connection', async () => {
    const { server, transport } = await serveAndConnect(
      (_incoming, outgoing) => outgoing.write('x'.repeat(5000)),
      { maximumAnswerBytes: 4096 },
    );

    const failure = await failureOf(transport.send(submitVideo));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      `The answer of ${server.origin} is larger than 4096 bytes, which no answer of the API is. Check the base URL.`,
    );
    await expect.poll(() => server.connections[0]?.destroyed).toBe(true);
  });

  test('says when the server does not speak HTTP', async () => {
    const { server, transport } = await serveAndConnect(({ socket }) => socket.end('SSH-2.0\r\n'));

    const failure = await failureOf(transport.send(readTask));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      `No complete answer came back from ${server.origin} (what came back is not HTTP).`,
    );
  });
});

describe('an abort', () => {
  const reason = new Error('cancelled by the user');

  test('before the exchange sends nothing', async () => {
    const { server, transport } = await serveAndConnect((_incoming, outgoing) => outgoing.end());

    const sending = transport.send({ ...readTask, signal: AbortSignal.abort(reason) });

    await expect(sending).rejects.toBe(reason);
    expect(server.requests).toHaveLength(0);
  });

  test('while the answer is awaited rejects with its own reason and breaks the connection', async () => {
    const { server, transport } = await serveAndConnect(() => {});
    const controller = new AbortController();
    const sending = transport.send({ ...submitVideo, signal: controller.signal });
    const outcome = expect(sending).rejects.toBe(reason);
    await expect.poll(() => server.requests).toHaveLength(1);

    controller.abort(reason);

    await outcome;
    await expect.poll(() => server.connections[0]?.destroyed).toBe(true);
  });

  test('while the answer is read rejects with its own reason', async () => {
    const { server, transport } = await serveAndConnect((_incoming, outgoing) => {
      outgoing.write('{', () => controller.abort(reason));
    });
    const controller = new AbortController();

    const sending = transport.send({ ...readTask, signal: controller.signal });

    await expect(sending).rejects.toBe(reason);
    await expect.poll(() => server.connections[0]?.destroyed).toBe(true);
  });

  test('while a repeat is awaited rejects at once, and nothing is repeated', async () => {
    const { server, transport } = await serveAndConnect(({ socket }) => socket.resetAndDestroy(), {
      retryDelayMilliseconds: 60_000,
    });
    const controller = new AbortController();
    const sending = transport.send({ ...readTask, signal: controller.signal });
    const outcome = expect(sending).rejects.toBe(reason);
    await expect.poll(() => server.connections[0]?.destroyed).toBe(true);

    controller.abort(reason);

    await outcome;
    expect(server.requests).toHaveLength(1);
  });

  test('while the connection is being made rejects at once', async () => {
    // The proxy takes the connection and never says whether the tunnel stands.
    const proxy = await serve(
      () => {},
      () => {},
    );
    const transport = connect({
      baseUrl: 'https://api.invalid',
      environment: { https_proxy: proxy.origin },
    });
    const controller = new AbortController();
    const sending = transport.send({ ...submitVideo, signal: controller.signal });
    const outcome = expect(sending).rejects.toBe(reason);
    await expect.poll(() => proxy.requests).toHaveLength(1);

    controller.abort(reason);

    await outcome;
  });
});

describe('the proxy of the environment', () => {
  const notFound = (socket: Socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');

  test('is asked for a tunnel, and never sees the key', async () => {
    const proxy = await serve(() => {}, notFound);
    const transport = connect({
      baseUrl: 'https://api.invalid',
      environment: { HTTPS_PROXY: proxy.origin },
    });

    const failure = await failureOf(transport.send(submitVideo));

    expect(proxy.requests).toMatchObject([{ method: 'CONNECT', url: 'api.invalid:443' }]);
    expect(proxy.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      'No complete answer came back from https://api.invalid (the proxy answered HTTP 502).',
    );
  });

  test('carries TLS: an end that does not speak it never sees the request', async () => {
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

    const failure = await failureOf(transport.send(submitVideo));

    expect(failure.mayHaveArrived).toBe(false);
    expect(failure.message).toBe(
      'Could not reach https://api.invalid (it does not speak TLS). Check the base URL, and that the network or proxy lets you reach it.',
    );
  });

  test('that takes the connection and stays silent ends the exchange', async () => {
    const proxy = await serve(
      () => {},
      () => {},
    );
    const transport = connect({
      baseUrl: 'https://api.invalid',
      connectLimitMilliseconds: 30,
      environment: { https_proxy: proxy.origin },
    });

    const failure = await failureOf(transport.send(readTask));

    expect(failure.cause).toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' });
  });

  test('that hangs up ends the exchange', async () => {
    const proxy = await serve(() => {});
    const transport = connect({
      baseUrl: 'https://api.invalid',
      environment: { https_proxy: proxy.origin },
    });

    const failure = await failureOf(transport.send(submitVideo));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      'No complete answer came back from https://api.invalid (the proxy closed the connection).',
    );
    expect(proxy.requests).toHaveLength(1);
  });

  test('is left aside for hosts of no_proxy', async () => {
    const proxy = await serve(() => {}, notFound);
    const transport = connect({
      baseUrl: 'https://api.invalid',
      environment: { https_proxy: proxy.origin, no_proxy: '.invalid' },
    });

    const failure = await failureOf(transport.send(readTask));

    expect(proxy.requests).toHaveLength(0);
    expect(failure.mayHaveArrived).toBe(false);
  });

  test('is left aside for loopback', async () => {
    const proxy = await serve(() => {}, notFound);
    const { server, transport } = await serveAndConnect((_incoming, outgoing) => outgoing.end(), {
      environment: { http_proxy: proxy.origin, https_proxy: proxy.origin },
    });

    await transport.send(readTask);

    expect(server.requests).toHaveLength(1);
    expect(proxy.requests).toHaveLength(0);
  });
});
