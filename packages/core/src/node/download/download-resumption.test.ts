import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';

import {
  downloadFailureOf,
  setUpDownloads,
  stillThere,
  video,
  videoSha256,
} from '../testing/set-up-downloads.ts';
import { serveVideo } from '../testing/video-handler.ts';

const { download, filesLeft, place, serve } = setUpDownloads();

describe('a broken connection', () => {
  test('is continued where it broke, three times in one download', async () => {
    const server = await serve(serveVideo(video, { cutAfterBytes: [50_000, 30_000, 70_000] }));

    const done = await download(server.origin);

    expect(done.sha256).toBe(videoSha256);
    expect(server.requests).toHaveLength(4);
    expect(server.requests.slice(1).map(({ headers }) => headers['if-range'])).toEqual([
      '"v1"',
      '"v1"',
      '"v1"',
    ]);
  });

  test.each([
    ['the server ignores Range', { ignoresRange: true }],
    ['the server has no ETag', { etag: () => undefined }],
    ['the ETag is weak', { etag: () => 'W/"v1"' }],
    ['the file has changed meanwhile', { etag: (request: number) => `"v${request}"` }],
  ])('is downloaded again from its start when %s', async (_name, behaviour) => {
    const server = await serve(serveVideo(video, { ...behaviour, cutAfterBytes: [50_000] }));

    const done = await download(server.origin);

    expect(done).toMatchObject({ bytes: 200_000, sha256: videoSha256 });
    expect(server.requests.at(-1)?.headers).not.toHaveProperty('range');
    expect(await filesLeft()).toEqual(['video.mp4']);
  });

  test('never mixes the bytes of two files', async () => {
    const other = Buffer.from(video).fill(7, 48);
    let requests = 0;
    const first = serveVideo(video, { cutAfterBytes: [50_000], etag: () => undefined });
    const second = serveVideo(other, { etag: () => undefined });
    const server = await serve((incoming, outgoing) => {
      requests += 1;
      (requests === 1 ? first : second)(incoming, outgoing);
    });

    await download(server.origin);

    expect(other.equals(await readFile(place.path))).toBe(true);
  });

  test('ends the download after the sixth attempt', async () => {
    const always = Array<number>(20).fill(10_000);
    const server = await serve(serveVideo(video, { cutAfterBytes: always }));

    const failure = await downloadFailureOf(download(`${server.origin}/v.mp4?sig=s1`));

    expect(failure).toMatchObject({ reason: 'interrupted', taskId: undefined, retryable: true });
    expect(failure.message).toBe(
      `The download of ${server.origin}/v.mp4 broke off (connection reset). The video is already paid: read its task for a fresh link and download that, instead of submitting again.`,
    );
    expect(server.requests).toHaveLength(6);
    expect(await filesLeft()).toEqual([]);
  });
});

describe('a file that is cut off without a broken connection', () => {
  test.each([
    ['a short Content-Length', { 'content-length': '100000' }],
    ['the end of the connection', { connection: 'close', 'transfer-encoding': 'identity' }],
  ])('is never accepted (%s)', async (_name, headers) => {
    const server = await serve(({ socket }, outgoing) => {
      outgoing.useChunkedEncodingByDefault = false;
      outgoing.writeHead(200, headers);
      outgoing.end(video.subarray(0, 100_000), () => socket.end());
    });

    const failure = await downloadFailureOf(
      download(`${server.origin}/v.mp4`, { taskId: 'task_1' }),
    );

    expect(failure.message).toBe(
      `The video at ${server.origin}/v.mp4 did not arrive whole: 100000 bytes of its box "mdat" are missing. ${stillThere}`,
    );
    expect(server.requests).toHaveLength(6);
    expect(await filesLeft()).toEqual([]);
  });
});

describe('a server', () => {
  test('that fails for a moment is requested again', async () => {
    let requests = 0;
    const whole = serveVideo(video);
    const server = await serve((incoming, outgoing) => {
      requests += 1;
      if (requests === 1) return incoming.socket.resetAndDestroy();
      if (requests === 2) return outgoing.writeHead(503).end('<html>');
      whole(incoming, outgoing);
    });

    const done = await download(server.origin);

    expect(done.sha256).toBe(videoSha256);
  });

  test('that cannot be reached ends the download', async () => {
    const url = 'http://127.0.0.1:9/v.mp4';

    const failure = await downloadFailureOf(download(url, { taskId: 'task_1' }));

    expect(failure).toMatchObject({ reason: 'interrupted', cause: { code: 'ECONNREFUSED' } });
    expect(failure.message).toBe(`Could not fetch ${url} (connection refused). ${stillThere}`);
  });
});
