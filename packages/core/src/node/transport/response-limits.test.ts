import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

import {
  readTask,
  setUpTransports,
  submitVideo,
  transportFailureOf,
} from '../testing/set-up-transports.ts';

const { serveAndConnect } = setUpTransports();

const tooLarge = 'the response is larger than any of the API';

describe('a response of more than 4 MiB', () => {
  test('ends the request, and the connection', async () => {
    const { server, transport } = await serveAndConnect((_incoming, outgoing) =>
      outgoing.write('x'.repeat(5_000_000)),
    );

    const failure = await transportFailureOf(transport.send(submitVideo));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      `No complete response came back from ${server.origin} (${tooLarge}).`,
    );
    await server.disconnected;
  });

  test.each([
    ['gzip', gzipSync(Buffer.alloc(64 * 2 ** 20))],
    ['br', brotliCompressSync(Buffer.alloc(64 * 2 ** 20))],
  ])('ends the request when it is small on the wire (%s)', async (encoding, bomb) => {
    expect(bomb.byteLength).toBeLessThan(100_000);
    const { transport } = await serveAndConnect((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-encoding': encoding }).end(bomb);
    });

    const failure = await transportFailureOf(transport.send(submitVideo));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toContain(`(${tooLarge})`);
  });

  test('may be allowed', async () => {
    const { transport } = await serveAndConnect(
      (_incoming, outgoing) => outgoing.end('x'.repeat(5_000_000)),
      { maximumResponseBytes: 5_000_000 },
    );

    expect((await transport.send(readTask)).body).toHaveLength(5_000_000);
  });
});

describe('a compressed response', () => {
  test('is not requested', async () => {
    const { server, transport } = await serveAndConnect((_incoming, outgoing) => outgoing.end());

    await transport.send(readTask);

    expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  test.each([
    ['gzip', gzipSync('{"id":"task_1"}')],
    ['X-Gzip ', gzipSync('{"id":"task_1"}')],
    ['deflate', deflateSync('{"id":"task_1"}')],
    ['br', brotliCompressSync('{"id":"task_1"}')],
    ['identity', Buffer.from('{"id":"task_1"}')],
  ])('is read all the same (%s)', async (encoding, content) => {
    const { transport } = await serveAndConnect((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-encoding': encoding }).end(content);
    });

    expect((await transport.send(submitVideo)).body).toBe('{"id":"task_1"}');
  });

  test('may be empty', async () => {
    const { transport } = await serveAndConnect((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-encoding': 'gzip' }).end();
    });

    expect((await transport.send(submitVideo)).body).toBe('');
  });

  test.each([
    ['cut off', gzipSync('{"id":"task_1"}').subarray(0, 20), 'the response was cut off'],
    ['broken', Buffer.from('{"id":"task_1"}'), 'the response is not compressed correctly'],
  ])('that is %s may have arrived', async (_name, content, reason) => {
    const { server, transport } = await serveAndConnect((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-encoding': 'gzip' }).end(content);
    });

    const failure = await transportFailureOf(transport.send(submitVideo));

    expect(failure.mayHaveArrived).toBe(true);
    expect(failure.message).toBe(
      `No complete response came back from ${server.origin} (${reason}).`,
    );
  });
});
