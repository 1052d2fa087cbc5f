import { describe, expect, test } from 'vitest';

import { apiKey, readTask, setUpTransports, submitVideo } from '../testing/set-up-transports.ts';

const { connect, serve, serveAndConnect } = setUpTransports();

describe('a response', () => {
  test('comes with its status, its headers in lower case and its body as text', async () => {
    const { transport } = await serveAndConnect((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'X-Request-Id': 'r1', 'Set-Cookie': ['a=1', 'b=2'] });
      outgoing.end('{"title":"灯塔"}');
    });

    const response = await transport.send(readTask);

    expect(response.status).toBe(200);
    expect(response.body).toBe('{"title":"灯塔"}');
    expect(response.headers).toMatchObject({ 'x-request-id': 'r1', 'set-cookie': 'a=1,b=2' });
  });

  test('is passed on whatever its status: an HTML page of the edge is not an error', async () => {
    const { server, transport } = await serveAndConnect((_incoming, outgoing) => {
      outgoing.writeHead(502, { 'content-type': 'text/html' });
      outgoing.end('<html>Bad gateway</html>');
    });

    const response = await transport.send(readTask);

    expect(response).toMatchObject({ status: 502, body: '<html>Bad gateway</html>' });
    expect(server.requests).toHaveLength(1);
  });

  test('that redirects is passed on, not followed', async () => {
    const elsewhere = await serve((_incoming, outgoing) => outgoing.end());
    const { transport } = await serveAndConnect((_incoming, outgoing) => {
      outgoing.writeHead(307, { location: elsewhere.origin });
      outgoing.end();
    });

    const response = await transport.send(readTask);

    expect(response).toMatchObject({ status: 307, headers: { location: elsewhere.origin } });
    expect(elsewhere.requests).toHaveLength(0);
  });
});

describe('a request', () => {
  test('carries the key and the name of the program', async () => {
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

    const response = await transport.send({ ...submitVideo, body: { prompt: '灯塔' } });

    expect(response.body).toBe('{"prompt":"灯塔"}');
    expect(server.requests[0]?.headers['content-type']).toBe('application/json');
  });

  test('keeps the path of a gateway before its own', async () => {
    const server = await serve((_incoming, outgoing) => outgoing.end('{}'));
    const transport = connect({ baseUrl: `${server.origin}/gateway/` });

    await transport.send(readTask);

    expect(server.requests[0]?.url).toBe('/gateway/api/v1/tasks/task_1');
  });
});
