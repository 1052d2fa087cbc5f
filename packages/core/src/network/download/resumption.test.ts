import { describe, expect, test } from 'vitest';

import {
  connectionReset,
  cutAt,
  etag,
  link,
  receive,
  restFrom,
  video,
  whole,
} from '../testing/set-up-receive.ts';

const rangesOf = (media: ReturnType<typeof receive>['media']) =>
  media.requests.map(({ ifRange, range }) => [range, ifRange]);

describe('a broken connection', () => {
  test('is continued where it broke, on the condition that the file is the same', async () => {
    const { media, receiving } = receive([
      cutAt(400),
      { ...restFrom(400), chunks: [video.subarray(400, 700)], afterwards: connectionReset() },
      restFrom(700),
    ]);

    expect(await receiving).toEqual(new Uint8Array(video));
    expect(rangesOf(media)).toEqual([
      [undefined, undefined],
      ['bytes=400-', etag],
      ['bytes=700-', etag],
    ]);
  });

  test('is continued when the server closed it before the announced length', async () => {
    const { receiving } = receive([
      { headers: { 'content-length': '1000', etag }, chunks: [video.subarray(0, 400)] },
      restFrom(400),
    ]);

    expect(await receiving).toEqual(new Uint8Array(video));
  });

  test('is continued when only the response to a range shows the length', async () => {
    const { receiving } = receive([
      {
        headers: { etag, 'transfer-encoding': 'chunked' },
        chunks: [video.subarray(0, 400)],
        afterwards: connectionReset(),
      },
      { ...restFrom(400), chunks: [video.subarray(400, 600)] },
      restFrom(600),
    ]);

    expect(await receiving).toEqual(new Uint8Array(video));
  });

  test('is continued after a server error', async () => {
    const { media, receiving } = receive([cutAt(400), { status: 503 }, restFrom(400)]);

    expect(await receiving).toEqual(new Uint8Array(video));
    expect(rangesOf(media)).toEqual([
      [undefined, undefined],
      ['bytes=400-', etag],
      ['bytes=400-', etag],
    ]);
  });

  test.each([
    ['no ETag', undefined],
    ['a weak ETag', 'W/"v1"'],
    ['an ETag without quotes', 'v1'],
    ['a date only', undefined],
  ])('is not continued with %s: the bytes of two files would be mixed', async (name, weak) => {
    const headers = {
      'content-length': '1000',
      ...(weak !== undefined && { etag: weak }),
      ...(name === 'a date only' && { 'last-modified': 'Thu, 26 Nov 2026 00:00:00 GMT' }),
    };
    const { media, receiving, stored } = receive([
      { headers, chunks: [video.subarray(0, 400)], afterwards: connectionReset() },
      whole,
    ]);

    expect(await receiving).toEqual(new Uint8Array(video));
    expect(rangesOf(media)).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(stored).toHaveLength(2);
  });

  test.each([
    ['ignores the range', { ...whole, status: 200 }],
    ['has another file', restFrom(400, { etag: '"v2"' })],
    [
      'does not show whether it has the same file',
      { ...restFrom(400), headers: { 'content-range': 'bytes 400-999/1000' } },
    ],
    ['sends another part', restFrom(400, { 'content-range': 'bytes 300-999/1000' })],
    ['has a file of another length', restFrom(400, { 'content-range': 'bytes 400-999/1001' })],
    ['does not show the length', restFrom(400, { 'content-range': 'bytes 400-999/*' })],
    ['does not show the part', { ...restFrom(400), headers: { etag } }],
    ['does not understand the range', { status: 400 }],
  ])('starts again when the server %s', async (_name, second) => {
    const { media, receiving } = receive([cutAt(400), second, whole]);

    expect(await receiving).toEqual(new Uint8Array(video));
    expect(rangesOf(media)).toEqual([
      [undefined, undefined],
      ['bytes=400-', etag],
      [undefined, undefined],
    ]);
    expect(media.closed()).toBe(1);
  });

  test('starts again when there are more bytes than announced', async () => {
    const { receiving, stored } = receive([
      { headers: { 'content-length': '999', etag }, chunks: [video] },
      whole,
    ]);

    expect(await receiving).toEqual(new Uint8Array(video));
    expect(stored).toHaveLength(2);
  });
});

describe('attempts', () => {
  test('are six at most, after pauses of 0.5, 1, 2, 4 and 8 seconds', async () => {
    const { clock, media, receiving } = receive([connectionReset()]);

    await expect(receiving).rejects.toMatchObject({
      reason: 'interrupted',
      message: 'Could not fetch https://media.example/v.mp4 (connection reset).',
      cause: { code: 'ECONNRESET' },
    });
    expect(media.requests).toHaveLength(6);
    expect(clock.elapsed()).toBe(15_500);
  });

  test('are six at most also when each starts again', async () => {
    const { media, receiving, stored } = receive([cutAt(400, { etag: 'W/"v1"' })]);

    await expect(receiving).rejects.toMatchObject({
      reason: 'interrupted',
      message: 'The download of https://media.example/v.mp4 broke off (connection reset).',
    });
    expect(media.requests).toHaveLength(6);
    expect(stored).toHaveLength(6);
  });

  test('pause at most 10 seconds', async () => {
    const { clock, receiving } = receive([connectionReset()], { retryDelayMilliseconds: 9_000 });

    await expect(receiving).rejects.toMatchObject({ reason: 'interrupted' });
    expect(clock.elapsed()).toBe(49_000);
  });

  test('go on as long as each brings another mebibyte', async () => {
    const size = 12 * 2 ** 20;
    const big = Buffer.alloc(size);
    video.copy(big);
    big.writeUInt32BE(size - 40, 40);
    const parts = Array.from({ length: 12 }, (_each, index) => ({
      status: index === 0 ? 200 : 206,
      headers: {
        etag,
        ...(index === 0
          ? { 'content-length': `${size}` }
          : { 'content-range': `bytes ${index * 2 ** 20}-${size - 1}/${size}` }),
      },
      chunks: [big.subarray(index * 2 ** 20, (index + 1) * 2 ** 20)],
    }));

    const { media, receiving } = receive(parts);

    expect((await receiving).byteLength).toBe(size);
    expect(media.requests).toHaveLength(12);
  });

  test.each(['CERT_HAS_EXPIRED', 'ERR_SSL_WRONG_VERSION_NUMBER', 'UND_ERR_INVALID_ARG'])(
    'are not repeated after %s, which a pause does not change',
    async (code) => {
      const { media, receiving } = receive([Object.assign(new Error('no'), { code })]);

      await expect(receiving).rejects.toMatchObject({ reason: 'interrupted' });
      expect(media.requests).toHaveLength(1);
    },
  );

  test.each([408, 425, 429, 500, 502, 503, 504])('are repeated after HTTP %i', async (status) => {
    const { receiving } = receive([{ status }, whole]);

    expect(await receiving).toEqual(new Uint8Array(video));
  });

  test.each([204, 206, 304, 400, 501])('are not repeated after HTTP %i', async (status) => {
    const { media, receiving } = receive([{ status }]);

    await expect(receiving).rejects.toMatchObject({
      reason: 'interrupted',
      message: `The server of https://media.example/v.mp4 did not provide the video (HTTP ${status}).`,
    });
    expect(media.requests).toHaveLength(1);
    expect(media.closed()).toBe(1);
  });
});

describe('a link', () => {
  test('that redirects is continued where it led to', async () => {
    const { media, receiving } = receive([
      { status: 302, headers: { location: 'https://cdn.example/v.mp4' } },
      cutAt(400),
      restFrom(400),
    ]);

    expect(await receiving).toEqual(new Uint8Array(video));
    expect(media.requests.map(({ url }) => url)).toEqual([
      link,
      'https://cdn.example/v.mp4',
      'https://cdn.example/v.mp4',
    ]);
  });
});
