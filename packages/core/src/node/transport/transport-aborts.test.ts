import { describe, expect, test } from 'vitest';

import { readTask, setUpTransports, submitVideo } from '../testing/set-up-transports.ts';

const { connect, serve, serveAndConnect } = setUpTransports();

describe('an abort', () => {
  const reason = new Error('cancelled by the user');

  test('before the request sends nothing', async () => {
    const { server, transport } = await serveAndConnect((_incoming, outgoing) => outgoing.end());

    const sending = transport.send({ ...readTask, signal: AbortSignal.abort(reason) });

    await expect(sending).rejects.toBe(reason);
    expect(server.requests).toHaveLength(0);
  });

  test('while the response is awaited rejects with its own reason and breaks the connection', async () => {
    const { server, transport } = await serveAndConnect(() => {});
    const controller = new AbortController();
    const sending = transport.send({ ...submitVideo, signal: controller.signal });
    const outcome = expect(sending).rejects.toBe(reason);
    await server.requested;

    controller.abort(reason);

    await outcome;
    await server.disconnected;
  });

  test('while the response is read rejects with its own reason', async () => {
    const { server, transport } = await serveAndConnect((_incoming, outgoing) => {
      outgoing.write('{', () => controller.abort(reason));
    });
    const controller = new AbortController();

    const sending = transport.send({ ...readTask, signal: controller.signal });

    await expect(sending).rejects.toBe(reason);
    await server.disconnected;
  });

  test('while a repeat is awaited rejects at once, and nothing is repeated', async () => {
    const { server, transport } = await serveAndConnect(({ socket }) => socket.resetAndDestroy(), {
      retryDelayMilliseconds: 60_000,
    });
    const controller = new AbortController();
    const sending = transport.send({ ...readTask, signal: controller.signal });
    const outcome = expect(sending).rejects.toBe(reason);
    await server.disconnected;

    controller.abort(reason);

    await outcome;
    expect(server.requests).toHaveLength(1);
  });

  test('while the connection is being made rejects at once', async () => {
    // The proxy takes the connection and never reports whether there is a tunnel.
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
    await proxy.requested;

    controller.abort(reason);

    await outcome;
  });
});
