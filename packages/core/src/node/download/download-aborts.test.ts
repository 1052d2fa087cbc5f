import { describe, expect, test } from 'vitest';

import { setUpDownloads, video } from '../testing/set-up-downloads.ts';
import { serveVideo } from '../testing/video-handler.ts';

const { download, filesLeft, serve } = setUpDownloads();

describe('an abort', () => {
  const reason = new Error('cancelled by the user');

  test('before the download asks for nothing', async () => {
    const server = await serve(serveVideo(video));

    const downloading = download(server.origin, { signal: AbortSignal.abort(reason) });

    await expect(downloading).rejects.toBe(reason);
    expect(server.requests).toHaveLength(0);
  });

  test('while the response is awaited ends the download with its own reason', async () => {
    const controller = new AbortController();
    const server = await serve(() => controller.abort(reason));

    const downloading = download(server.origin, { signal: controller.signal });

    await expect(downloading).rejects.toBe(reason);
  });

  test('midway ends the download with its own reason and leaves nothing behind', async () => {
    const controller = new AbortController();
    const server = await serve((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-length': video.length });
      outgoing.write(video.subarray(0, 50_000));
    });

    const downloading = download(server.origin, {
      signal: controller.signal,
      onProgress: () => setImmediate(() => controller.abort(reason)),
    });

    await expect(downloading).rejects.toBe(reason);
    expect(await filesLeft()).toEqual([]);
  });

  test('while a break is waited out ends the download at once', async () => {
    const controller = new AbortController();
    const server = await serve(serveVideo(video, { cutAfterBytes: [50_000] }));
    const downloading = download(server.origin, {
      signal: controller.signal,
      retryDelayMilliseconds: 60_000,
    });
    const outcome = expect(downloading).rejects.toBe(reason);
    await server.disconnected;

    controller.abort(reason);

    await outcome;
    expect(await filesLeft()).toEqual([]);
  });

  test('while the link is refreshed ends the download at once', async () => {
    const controller = new AbortController();
    const server = await serve((_incoming, outgoing) => outgoing.writeHead(403).end());

    const downloading = download(server.origin, {
      signal: controller.signal,
      refreshUrl: () => {
        controller.abort(reason);
        return new Promise(() => {});
      },
    });

    await expect(downloading).rejects.toBe(reason);
  });

  test('with the last byte still leaves nothing behind', async () => {
    const controller = new AbortController();
    const server = await serve(serveVideo(video));

    const downloading = download(server.origin, {
      signal: controller.signal,
      onProgress: ({ receivedBytes }) => {
        if (receivedBytes === video.length) controller.abort(reason);
      },
    });

    await expect(downloading).rejects.toBe(reason);
    expect(await filesLeft()).toEqual([]);
  });
});
