import { describe, expect, test } from 'vitest';

import {
  downloadFailureOf,
  setUpDownloads,
  stillThere,
  video,
  videoSha256,
} from '../testing/set-up-downloads.ts';
import { serveVideo } from '../testing/video-handler.ts';

const { download, serve } = setUpDownloads();

describe('an expired link', () => {
  test.each([403, 404, 410])('is refreshed once (HTTP %i)', async (status) => {
    const whole = serveVideo(video);
    const server = await serve((incoming, outgoing) => {
      if (incoming.url === '/fresh') whole(incoming, outgoing);
      else outgoing.writeHead(status).end();
    });

    const done = await download(`${server.origin}/old`, {
      refreshUrl: async () => `${server.origin}/fresh`,
    });

    expect(done.sha256).toBe(videoSha256);
    expect(server.requests.map(({ url }) => url)).toEqual(['/old', '/fresh']);
  });

  test('is refreshed when it expires midway', async () => {
    let requests = 0;
    const whole = serveVideo(video, { cutAfterBytes: [50_000] });
    const server = await serve((incoming, outgoing) => {
      requests += 1;
      if (requests === 2) outgoing.writeHead(403).end();
      else whole(incoming, outgoing);
    });

    const done = await download(`${server.origin}/old`, {
      refreshUrl: async () => `${server.origin}/fresh`,
    });

    expect(done.sha256).toBe(videoSha256);
    expect(server.requests.map(({ url }) => url)).toEqual(['/old', '/old', '/fresh']);
  });

  test('that is still expired when fresh ends the download', async () => {
    const server = await serve((_incoming, outgoing) => outgoing.writeHead(403).end());
    let refreshes = 0;

    const failure = await downloadFailureOf(
      download(server.origin, {
        refreshUrl: async () => {
          refreshes += 1;
          return server.origin;
        },
      }),
    );

    expect(failure.reason).toBe('expired');
    expect(refreshes).toBe(1);
  });

  test('says how to get a fresh one, and hides its signature', async () => {
    const server = await serve((_incoming, outgoing) => outgoing.writeHead(403).end());

    const failure = await downloadFailureOf(
      download(`${server.origin}/v.mp4?sig=s1`, { taskId: 'task_1' }),
    );

    expect(failure).toMatchObject({ reason: 'expired', retryable: true, mayHaveBeenCharged: true });
    expect(failure.message).toBe(
      `The link ${server.origin}/v.mp4 has expired (HTTP 403). ${stillThere}`,
    );
  });

  test('ends the download with what refreshUrl throws', async () => {
    const server = await serve((_incoming, outgoing) => outgoing.writeHead(403).end());
    const refusal = new Error('task unknown');

    const downloading = download(server.origin, { refreshUrl: () => Promise.reject(refusal) });

    await expect(downloading).rejects.toBe(refusal);
  });
});

describe('a redirect', () => {
  test('is followed to another host, and its own address is taken up where it broke', async () => {
    const media = await serve(serveVideo(video, { cutAfterBytes: [50_000] }));
    const server = await serve((_incoming, outgoing) => {
      outgoing.writeHead(302, { location: `${media.origin}/v.mp4` }).end();
    });

    const done = await download(server.origin);

    expect(done.sha256).toBe(videoSha256);
    expect(server.requests).toHaveLength(1);
    expect(media.requests).toHaveLength(2);
  });

  test.each(['file:///etc/passwd', 'ftp://media.invalid/v.mp4', 'http://['])(
    'is not followed to %s',
    async (location) => {
      const server = await serve((_incoming, outgoing) => {
        outgoing.writeHead(302, { location }).end();
      });

      const failure = await downloadFailureOf(
        download(`${server.origin}/v.mp4`, { taskId: 'task_1' }),
      );

      expect(failure.reason).toBe('bad-url');
      expect(failure.message).toBe(
        `${server.origin}/v.mp4 redirects to something that is no http(s) address, or in a circle. ${stillThere}`,
      );
      expect(failure.cause).toBeUndefined();
    },
  );

  test('is not followed in a circle', async () => {
    const server = await serve((_incoming, outgoing) => {
      outgoing.writeHead(302, { location: '/v.mp4' }).end();
    });

    const failure = await downloadFailureOf(download(`${server.origin}/v.mp4`));

    expect(failure.reason).toBe('bad-url');
    expect(server.requests).toHaveLength(1);
  });

  test('is followed five times and no more', async () => {
    let requests = 0;
    const server = await serve((_incoming, outgoing) => {
      requests += 1;
      outgoing.writeHead(302, { location: `/${requests}` }).end();
    });

    const failure = await downloadFailureOf(download(server.origin));

    expect(failure.message).toContain('HTTP 302');
    expect(server.requests).toHaveLength(6);
  });
});

describe('a link', () => {
  test.each(['', 'video.mp4', 'file:///etc/passwd', 'data:video/mp4;base64,AAAA', 'https://u@h/v'])(
    'that is no plain web address is refused: %s',
    async (url) => {
      const failure = await downloadFailureOf(download(url, { taskId: 'task_1' }));

      expect(failure.reason).toBe('bad-url');
      expect(failure.message).toBe(
        `The link to the video is no http(s) address, or holds a user name or password. ${stillThere}`,
      );
    },
  );
});
