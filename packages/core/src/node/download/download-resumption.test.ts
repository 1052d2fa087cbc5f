import { describe, expect, test } from 'vitest';

import { startLoopbackServer } from '../testing/loopback-server.ts';
import {
  downloadFailureOf,
  setUpDownloads,
  stillThere,
  video,
  videoSha256,
} from '../testing/set-up-downloads.ts';
import { serveVideo } from '../testing/video-handler.ts';

const { download, filesLeft, serve } = setUpDownloads();

describe('a broken connection', () => {
  test('is taken up where it broke, three times in one download', async () => {
    const server = await serve(serveVideo(video, { cutAfterBytes: [50_000, 30_000, 70_000] }));

    const done = await download(server.origin);

    expect(done.sha256).toBe(videoSha256);
    expect(server.requests).toHaveLength(4);
    expect(server.requests.slice(1).map(({ headers }) => headers.range)).toEqual([
      expect.stringMatching(/^bytes=\d+-199999$/),
      expect.stringMatching(/^bytes=\d+-199999$/),
      expect.stringMatching(/^bytes=\d+-199999$/),
    ]);
  });

  test('is begun anew when the server ignores Range', async () => {
    const server = await serve(
      serveVideo(video, { ignoresRange: true, cutAfterBytes: [50_000, undefined] }),
    );

    const done = await download(server.origin);

    expect(done.sha256).toBe(videoSha256);
    expect(server.requests.map(({ headers }) => headers.range)).toEqual([
      undefined,
      expect.stringMatching(/^bytes=/),
      undefined,
    ]);
  });

  test('is begun anew when the file has changed meanwhile', async () => {
    const server = await serve(serveVideo(video, { changesEtag: true, cutAfterBytes: [50_000] }));

    const done = await download(server.origin);

    expect(done.sha256).toBe(videoSha256);
    expect(server.requests).toHaveLength(3);
  });

  test('is begun anew twice at most', async () => {
    const always = Array<number>(20).fill(50_000);
    const server = await serve(serveVideo(video, { ignoresRange: true, cutAfterBytes: always }));

    const failure = await downloadFailureOf(
      download(`${server.origin}/v.mp4?sig=s1`, { taskId: 'task_1' }),
    );

    expect(failure).toMatchObject({ reason: 'interrupted', taskId: 'task_1', retryable: true });
    expect(failure.message).toBe(
      `The download of ${server.origin}/v.mp4 broke off three times, and the server does not let it go on where it stopped. ${stillThere}`,
    );
    expect(await filesLeft()).toEqual([]);
  });

  test('is given up after five breaks in a row', async () => {
    const always = Array<number>(20).fill(10_000);
    const server = await serve(serveVideo(video, { cutAfterBytes: always }));

    const failure = await downloadFailureOf(download(`${server.origin}/v.mp4?sig=s1`));

    expect(failure).toMatchObject({ reason: 'interrupted', taskId: undefined });
    expect(failure.message).toBe(
      `The download of ${server.origin}/v.mp4 broke off (connection reset). The video is paid and still at the API: read its task again for a fresh link and download that, instead of submitting anew.`,
    );
    expect(server.requests).toHaveLength(6);
    expect(await filesLeft()).toEqual([]);
  });

  test('is taken up when the server fell silent midway', async () => {
    let requests = 0;
    const whole = serveVideo(video);
    const server = await serve((incoming, outgoing) => {
      requests += 1;
      if (requests > 1) return whole(incoming, outgoing);
      outgoing.writeHead(200, { 'content-length': video.length });
      outgoing.write(video.subarray(0, 50_000));
    });

    const done = await download(server.origin, { silenceLimitMilliseconds: 30 });

    expect(done.sha256).toBe(videoSha256);
    expect(server.requests[1]?.headers.range).toBe('bytes=50000-199999');
  });
});

describe('a server', () => {
  test('that is in trouble for a moment is asked again', async () => {
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

  test('that stays in trouble ends the download', async () => {
    const server = await serve((_incoming, outgoing) => outgoing.writeHead(503).end());

    const failure = await downloadFailureOf(
      download(`${server.origin}/v.mp4`, { taskId: 'task_1' }),
    );

    expect(failure.reason).toBe('interrupted');
    expect(failure.message).toBe(
      `The server of ${server.origin}/v.mp4 did not hand out the video (HTTP 503). ${stillThere}`,
    );
    expect(await filesLeft()).toEqual([]);
  });

  test('that refuses the request ends the download at once', async () => {
    const server = await serve((_incoming, outgoing) => outgoing.writeHead(400).end('no'));

    const failure = await downloadFailureOf(download(server.origin));

    expect(failure.reason).toBe('interrupted');
    expect(server.requests).toHaveLength(1);
  });

  test('is not blamed for an option that undici does not take', async () => {
    const failure = await downloadFailureOf(
      download('http://127.0.0.1:9/v.mp4', { silenceLimitMilliseconds: -1 }),
    );

    expect(failure.message).toContain(
      'Could not fetch http://127.0.0.1:9/v.mp4 (UND_ERR_INVALID_ARG)',
    );
  });

  test('that cannot be reached ends the download', async () => {
    const server = await startLoopbackServer(() => {});
    await server[Symbol.asyncDispose]();

    const failure = await downloadFailureOf(
      download(`${server.origin}/v.mp4`, { taskId: 'task_1' }),
    );

    expect(failure.reason).toBe('interrupted');
    expect(failure.message).toBe(
      `Could not fetch ${server.origin}/v.mp4 (connection refused). ${stillThere}`,
    );
  });
});
