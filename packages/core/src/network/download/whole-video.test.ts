import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { mp4Box, mp4Bytes } from '../testing/mp4.ts';
import { etag, receive, video, whole } from '../testing/set-up-receive.ts';

const webm = Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.alloc(100)]);
const chunked = { 'transfer-encoding': 'chunked' };

/** The box of the data announces no size. */
const openEnded = Buffer.concat([video.subarray(0, 40), mp4Box('mdat', video.subarray(48), 0)]);

describe('a video that is cut off without a broken connection', () => {
  test.each([
    ['a short Content-Length', { 'content-length': '700', etag }],
    ['the end of the connection', {}],
    ['chunks', chunked],
  ])('is noticed by its boxes (%s)', async (_name, headers) => {
    const { media, receiving, stored } = receive([{ headers, chunks: [video.subarray(0, 700)] }]);

    await expect(receiving).rejects.toMatchObject({
      reason: 'interrupted',
      retryable: true,
      message:
        'The video at https://media.example/v.mp4 did not arrive whole: 300 bytes of its box "mdat" are missing.',
    });
    expect(media.requests).toHaveLength(6);
    expect(stored).toHaveLength(6);
  });

  test('is downloaded again from its start', async () => {
    const { media, receiving } = receive([{ chunks: [video.subarray(0, 700)] }, whole]);

    expect(await receiving).toEqual(new Uint8Array(video));
    expect(media.requests.map(({ range }) => range)).toEqual([undefined, undefined]);
  });

  test.each([
    ['MP4 with an open box', openEnded, 'nothing shows where its box "mdat" ends'],
    ['WebM', webm, 'nothing shows where it ends'],
  ])(
    'cannot be noticed in %s if the end of the connection is its end',
    async (_name, content, defect) => {
      const { receiving } = receive([{ chunks: [content] }]);

      await expect(receiving).rejects.toMatchObject({
        message: `The video at https://media.example/v.mp4 did not arrive whole: ${defect}.`,
      });
    },
  );

  test.each([
    ['MP4 with an open box', openEnded],
    ['WebM', webm],
  ])('is accepted as %s if the server shows its length', async (_name, content) => {
    const length = { 'content-length': `${content.byteLength}` };
    const announced = receive([{ headers: length, chunks: [content] }]);
    const inChunks = receive([{ headers: chunked, chunks: [content] }]);

    expect(await announced.receiving).toEqual(new Uint8Array(content));
    expect(await inChunks.receiving).toEqual(new Uint8Array(content));
  });

  test('is accepted as MP4 though nothing but its boxes shows its length', async () => {
    const { receiving } = receive([{ chunks: [video] }]);

    expect(await receiving).toEqual(new Uint8Array(video));
  });
});

describe('what is taken for a video', () => {
  test('is a real one in pieces of 1000 bytes', async () => {
    const file = new URL('../../../../sandbox/media/720x720.mp4', import.meta.url);
    const content = readFileSync(file);
    const chunks = Array.from({ length: 73 }, (_each, index) =>
      content.subarray(index * 1000, (index + 1) * 1000),
    );

    expect(await receive([{ chunks }]).receiving).toEqual(new Uint8Array(content));
  });

  test.each([
    ['12 bytes of ftyp', Buffer.from('\0\0\0\x0cftypisom', 'latin1'), 'something else'],
    ['a picture', Buffer.from('\0\0\0\x18ftypavif\0\0\0\0mif1', 'latin1'), 'a picture'],
    ['a sound file', Buffer.from('\0\0\0\x18ftypM4A \0\0\0\0isom', 'latin1'), 'a sound file'],
    ['nothing', Buffer.alloc(0), 'an empty file'],
  ])('is not %s', async (_name, content, description) => {
    const { receiving, stored } = receive([{ chunks: [content] }]);

    await expect(receiving).rejects.toMatchObject({
      reason: 'not-a-video',
      retryable: false,
      message: `The file at https://media.example/v.mp4 is not a video but ${description}.`,
    });
    expect(stored).toEqual([]);
  });
});

describe('a store', () => {
  const cut = { chunks: [video.subarray(0, 700)] };
  const defect = /did not arrive whole/;

  test('that wraps the error of the video does not hide it', async () => {
    const { receiving } = receive([cut], {
      store: async ({ chunks }) => {
        try {
          for await (const _chunk of chunks);
        } catch (cause) {
          throw new Error('write failed', { cause });
        }
        return new Uint8Array();
      },
    });

    await expect(receiving).rejects.toThrow(defect);
  });

  test('that does not notice the error of the video does not hide it', async () => {
    const { receiving } = receive([cut], {
      store: async ({ chunks }) => {
        try {
          for await (const _chunk of chunks);
        } catch {}
        return new Uint8Array();
      },
    });

    await expect(receiving).rejects.toThrow(defect);
  });

  test('that stops early has not stored the video', async () => {
    const { receiving } = receive([whole], { store: async () => new Uint8Array() });

    await expect(receiving).rejects.toMatchObject({
      reason: 'interrupted',
      message: 'The video was not stored to its end.',
    });
  });

  test('that fails ends the download with its error, and the request with it', async () => {
    const error = new Error('disk full');
    const signals: AbortSignal[] = [];
    const { media, receiving } = receive([whole], {
      store: ({ signal }) => {
        signals.push(signal);
        return Promise.reject(error);
      },
    });

    await expect(receiving).rejects.toBe(error);
    expect(media.requests).toHaveLength(1);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

test('the MP4 of these tests is whole from 48 bytes on', async () => {
  expect((await receive([{ chunks: [mp4Bytes(48)] }]).receiving).byteLength).toBe(48);
});
