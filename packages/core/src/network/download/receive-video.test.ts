import { describe, expect, test } from 'vitest';

import {
  connectionReset,
  cutAt,
  link,
  receive,
  restFrom,
  video,
  whole,
} from '../testing/set-up-receive.ts';

describe('a download', () => {
  test('hands the whole video and its kind to the store', async () => {
    const { receiving, stored } = receive([whole]);

    expect(await receiving).toEqual(new Uint8Array(video));
    expect(stored.map(({ kind }) => kind)).toEqual([
      { mimeType: 'video/mp4', extension: 'mp4', hasBoxes: true },
    ]);
  });

  test('may begin with one byte', async () => {
    const { receiving } = receive([
      { ...whole, chunks: [video.subarray(0, 1), video.subarray(1, 2), video.subarray(2)] },
    ]);

    expect(await receiving).toEqual(new Uint8Array(video));
  });

  test('may break off within the first bytes', async () => {
    const { receiving } = receive([cutAt(0), cutAt(3), restFrom(3)]);

    expect(await receiving).toEqual(new Uint8Array(video));
  });

  test('reports its progress', async () => {
    const progress: object[] = [];
    const { receiving } = receive([cutAt(400), restFrom(400)], {
      onProgress: (each) => progress.push(each),
    });

    await receiving;

    expect(progress).toEqual([
      { receivedBytes: 400, totalBytes: 1000 },
      { receivedBytes: 1000, totalBytes: 1000 },
    ]);
  });

  test('ends with what onProgress throws', async () => {
    const error = new Error('not now');
    const { media, receiving } = receive([whole], {
      onProgress: () => {
        throw error;
      },
    });

    await expect(receiving).rejects.toBe(error);
    expect(media.requests).toHaveLength(1);
  });

  test('ends when the file is not a video', async () => {
    const { receiving, stored } = receive([{ chunks: [Buffer.from('<html>token=s1</html>')] }]);

    await expect(receiving).rejects.toMatchObject({
      reason: 'not-a-video',
      message: 'The file at https://media.example/v.mp4 is not a video but a web page or XML.',
    });
    expect(stored).toEqual([]);
  });

  test.each([
    ['the whole is announced', whole],
    ['it grows over it', { chunks: [video.subarray(0, 500), video.subarray(500)] }],
  ])('ends at the size limit when %s', async (_name, response) => {
    const { receiving } = receive([response], { maximumBytes: 999 });

    await expect(receiving).rejects.toMatchObject({
      reason: 'too-large',
      message: 'The video at https://media.example/v.mp4 is larger than 0 MB.',
    });
  });

  test.each(['http://media.example/v.mp4', 'https://user@media.example/v.mp4', 'v.mp4'])(
    'is not begun from %s',
    async (unsafe) => {
      const { media, receiving } = receive([whole], { link: unsafe });

      await expect(receiving).rejects.toMatchObject({
        reason: 'bad-url',
        message: 'The link to the video is not https, or has a user name or password.',
      });
      expect(media.requests).toEqual([]);
    },
  );
});

describe('an abort', () => {
  const reason = new Error('cancelled by the user');

  test('before the download requests nothing', async () => {
    const { media, receiving } = receive([whole], { signal: AbortSignal.abort(reason) });

    await expect(receiving).rejects.toBe(reason);
    expect(media.requests).toEqual([]);
  });

  test.each([
    ['while the response is awaited', 'silence' as const],
    ['midway', { ...cutAt(400), afterwards: 'silence' as const }],
    ['during a pause', connectionReset()],
  ])('%s ends the download with its own reason', async (_name, response) => {
    const controller = new AbortController();
    const { clock, receiving } = receive([response], { signal: controller.signal });
    const outcome = expect(receiving).rejects.toBe(reason);
    await clock.sleep(100);

    controller.abort(reason);

    await outcome;
    expect(clock.elapsed()).toBe(100);
  });

  test('while the link is refreshed ends the download', async () => {
    const controller = new AbortController();
    const { receiving } = receive([{ status: 403 }], {
      signal: controller.signal,
      refreshUrl: () => {
        controller.abort(reason);
        return new Promise(() => {});
      },
    });

    await expect(receiving).rejects.toBe(reason);
  });
});

describe('an expired link', () => {
  const fresh = 'https://media.example/fresh.mp4?sig=s2';

  test.each([401, 403, 404, 410, 416])('is refreshed after HTTP %i', async (status) => {
    const { media, receiving } = receive([{ status }, whole], { refreshUrl: async () => fresh });

    expect(await receiving).toEqual(new Uint8Array(video));
    expect(media.requests.map(({ url }) => url)).toEqual([link, fresh]);
  });

  test('is refreshed midway, and then read from the start', async () => {
    const { media, receiving } = receive([cutAt(400), { status: 403 }, whole], {
      refreshUrl: async () => fresh,
    });

    expect(await receiving).toEqual(new Uint8Array(video));
    expect(media.requests.map(({ range, url }) => [url, range])).toEqual([
      [link, undefined],
      [link, 'bytes=400-'],
      [fresh, undefined],
    ]);
  });

  test.each([
    ['is refreshed once', async () => fresh, 2],
    ['is not refreshed when the task has no link any more', async () => undefined, 1],
    ['is not refreshed when nobody can', undefined, 1],
  ])('%s', async (_name, refreshUrl, requests) => {
    const { media, receiving } = receive([{ status: 403 }], { refreshUrl });

    await expect(receiving).rejects.toMatchObject({
      reason: 'expired',
      message: expect.stringMatching(/^The link https:\S+\.mp4 has expired \(HTTP 403\)\.$/),
    });
    expect(media.requests).toHaveLength(requests);
  });

  test('is not replaced by an unsafe one', async () => {
    const { receiving } = receive([{ status: 403 }], {
      refreshUrl: async () => 'http://a.example',
    });

    await expect(receiving).rejects.toMatchObject({ reason: 'bad-url' });
  });

  test('ends the download with what refreshUrl throws', async () => {
    const error = new Error('task unknown');
    const { receiving } = receive([{ status: 403 }], { refreshUrl: () => Promise.reject(error) });

    await expect(receiving).rejects.toBe(error);
  });
});

describe('a redirect', () => {
  const to = (location: string, status = 302) => ({ status, headers: { location } });

  test.each([301, 302, 303, 307, 308])('is followed (HTTP %i)', async (status) => {
    const { media, receiving } = receive([to('/b.mp4', status), whole]);

    expect(await receiving).toEqual(new Uint8Array(video));
    expect(media.requests.map(({ url }) => url)).toEqual([link, 'https://media.example/b.mp4']);
    expect(media.closed()).toBe(1);
  });

  test.each([
    'http://media.example/v.mp4',
    'https://user:password@cdn.example/v.mp4',
    'file:///etc/passwd',
    link,
  ])('to %s is not followed', async (location) => {
    const { media, receiving } = receive([to(location)]);

    await expect(receiving).rejects.toMatchObject({
      reason: 'bad-url',
      message:
        'https://media.example/v.mp4 redirects in a circle, or to something that is not https or has a user name or password.',
    });
    expect(media.requests).toHaveLength(1);
  });

  test('is followed five times and no more', async () => {
    const { media, receiving } = receive([
      ...[1, 2, 3, 4, 5, 6].map((step) => to(`/${step}`)),
      whole,
    ]);

    await expect(receiving).rejects.toMatchObject({
      message: 'The server of https://media.example/5 did not provide the video (HTTP 302).',
    });
    expect(media.requests).toHaveLength(6);
  });

  test('without a location is not a video', async () => {
    const { receiving } = receive([{ status: 302 }]);

    await expect(receiving).rejects.toMatchObject({
      message: 'The server of https://media.example/v.mp4 did not provide the video (HTTP 302).',
    });
  });
});
