import { describe, expect, test } from 'vitest';

import { concatBytes } from '../bounded-body.ts';
import {
  connectionReset,
  cutAt,
  etag,
  receive,
  restFrom,
  video,
  whole,
} from '../testing/set-up-receive.ts';

describe('a silent server', () => {
  test('is left after 20 seconds, and the download continues', async () => {
    const { clock, receiving } = receive([{ ...cutAt(400), afterwards: 'silence' }, restFrom(400)]);

    expect(await receiving).toEqual(new Uint8Array(video));
    expect(clock.elapsed()).toBe(20_500);
  });

  test('is left after 20 seconds without a response', async () => {
    const { clock, receiving } = receive(['silence', whole]);

    expect(await receiving).toEqual(new Uint8Array(video));
    expect(clock.elapsed()).toBe(20_500);
  });

  test('ends the download when it stays silent', async () => {
    const { receiving } = receive([{ ...whole, chunks: [], afterwards: 'silence' }], {
      silenceLimitMilliseconds: 1500,
    });

    await expect(receiving).rejects.toMatchObject({
      reason: 'interrupted',
      message: 'The server of https://media.example/v.mp4 was silent for 1.5 s.',
    });
  });

  test('is not what a slow store makes of it', async () => {
    const chunks = [0, 100, 200, 300].map((at) => video.subarray(at, at + 100));
    const { clock, media, receiving } = receive(
      [{ headers: { 'content-length': '1000', etag }, chunks: [...chunks, video.subarray(400)] }],
      {
        store: async ({ chunks: incoming }) => {
          const parts: Uint8Array[] = [];
          for await (const chunk of incoming) {
            parts.push(chunk);
            await clock.sleep(30_000);
          }
          return concatBytes(parts);
        },
      },
    );

    expect(await receiving).toEqual(new Uint8Array(video));
    expect(media.requests).toHaveLength(1);
    expect(clock.elapsed()).toBe(150_000);
  });
});

describe('the deadline', () => {
  test('ends a download that is not complete after 600 seconds', async () => {
    const { clock, receiving } = receive([{ ...cutAt(400), afterwards: 'silence' }], {
      silenceLimitMilliseconds: Number.POSITIVE_INFINITY,
    });

    await expect(receiving).rejects.toMatchObject({
      reason: 'interrupted',
      message: 'The download was not complete after 600 s.',
    });
    expect(clock.elapsed()).toBe(600_000);
  });

  test('ends the pause before an attempt', async () => {
    const { clock, receiving } = receive([connectionReset()], { deadlineSeconds: 3 });

    await expect(receiving).rejects.toMatchObject({
      message: 'The download was not complete after 3 s.',
    });
    expect(clock.elapsed()).toBe(3000);
  });

  test('aborts the signal of the store', async () => {
    const { receiving } = receive([whole], {
      deadlineSeconds: 3,
      store: ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('stopped')));
        }),
    });

    await expect(receiving).rejects.toMatchObject({
      message: 'The download was not complete after 3 s.',
      cause: { message: 'stopped' },
    });
  });

  test('is no obstacle to a download that has ended', async () => {
    const { clock, receiving } = receive([whole]);

    await receiving;
    await clock.sleep(1000_000);

    expect(clock.elapsed()).toBe(1000_000);
  });
});
