import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '@kling-automation/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { downloadVideo } from '../../nodes/Kling/host/media/download-video.ts';

const head = Buffer.from('00000018667479706d703432', 'hex');

/** Reads a stream to its end, and hands each chunk on. */
type Store = (stream: Readable, keep: (chunk: Buffer) => void) => Promise<void>;

const pipe: Store = (stream, keep) =>
  pipeline(
    stream,
    new Writable({
      write(chunk, _encoding, done) {
        keep(chunk);
        setImmediate(done);
      },
    }),
  );

/** The ways in which n8n's stores read: files and S3 pipe, the database and the memory listen. */
const stores: Readonly<Record<string, Store>> = {
  pipes: pipe,
  'listens for data': async (stream, keep) => {
    stream.on('data', keep);
    await once(stream, 'end');
  },
  iterates: async (stream, keep) => {
    for await (const chunk of stream) keep(chunk);
  },
};

/** Lets the event loop turn. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A clock on which a minute passes in some turns of the event loop. */
function impatientClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    async sleep(milliseconds, signal) {
      await turns(200);
      signal?.throwIfAborted();
      now += milliseconds;
    },
  };
}

/** A clock on which time passes when a test says so. */
function handMovedClock() {
  let now = 0;
  let sleepers: readonly { readonly wakesAt: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        sleepers = [...sleepers, { wakesAt: now + milliseconds, wake: resolve }];
      }),
    advance(milliseconds: number) {
      now += milliseconds;
      const due = sleepers.filter(({ wakesAt }) => wakesAt <= now);
      sleepers = sleepers.filter(({ wakesAt }) => wakesAt > now);
      for (const { wake } of due) wake();
    },
  } satisfies Clock & { advance(milliseconds: number): void };
}

/** Opens a media server, and the helpers of n8n that fetch from it and store what comes. */
async function openMedia(answer: (response: ServerResponse) => void, store = pipe) {
  const server = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const chunks: Buffer[] = [];
  const helpers = {
    httpRequest: async ({ url }: { url: string }) => {
      const body = await new Promise<IncomingMessage>((resolve) => get(url, resolve));
      return { statusCode: body.statusCode, headers: body.headers, body };
    },
    prepareBinaryData: async (stream: Readable, fileName: string, mimeType: string) => {
      // n8n chooses the store first, which takes it some turns.
      await new Promise((resolve) => setImmediate(resolve));
      await store(stream, (chunk) => chunks.push(chunk));
      return { fileName, mimeType, data: 'stored' };
    },
  };
  const fetchIt = (maximumBytes: number, clock?: Clock) =>
    downloadVideo(
      { helpers } as unknown as Parameters<typeof downloadVideo>[0],
      `http://127.0.0.1:${port}/`,
      {
        taskId: 'n41/x',
        fileName: '',
        maximumBytes,
        signal: undefined,
        refreshUrl: async () => undefined,
        clock,
      },
    );
  return { fetchIt, stored: () => Buffer.concat(chunks) };
}

describe('a download without announced length', () => {
  test.each(Object.entries(stores))('is stored whole by a store that %s', async (_, store) => {
    const content = Buffer.concat([head, Buffer.alloc(3_000_000, 7)]);
    const { fetchIt, stored } = await openMedia((response) => {
      response.write(content.subarray(0, 5));
      setImmediate(() => response.end(content.subarray(5)));
    }, store);

    const binary = await fetchIt(10_000_000);

    expect(binary).toMatchObject({ fileName: 'n41_x.mp4', mimeType: 'video/mp4' });
    expect(stored().equals(content)).toBe(true);
  });

  test('is broken off when it grows too large', async () => {
    const { fetchIt, stored } = await openMedia((response) => {
      response.write(head);
      response.end(Buffer.alloc(3_000_000, 7));
    });

    await expect(fetchIt(1_000_000)).rejects.toMatchObject({
      reason: 'too-large',
      taskId: 'n41/x',
    });
    expect(stored().byteLength).toBeLessThan(1_200_000);
  });

  test('waits for a store that is slow, since that is no silence of the server', async () => {
    const content = Buffer.concat([head, Buffer.alloc(3_000_000, 7)]);
    const clock = handMovedClock();
    const { fetchIt, stored } = await openMedia(
      (response) => response.end(content),
      async (stream, keep) => {
        for await (const chunk of stream) {
          keep(chunk);
          // Time passes while the next bytes are here and the store does not take them.
          if (stored().byteLength > 200_000) continue;
          while (stream.readableLength === 0) await turns(1);
          clock.advance(60_000);
          await turns(1);
        }
      },
    );

    await fetchIt(10_000_000, clock);

    expect(stored().equals(content)).toBe(true);
  });

  test.each([
    ['before the first byte', Buffer.alloc(0)],
    ['in the middle', Buffer.concat([head, Buffer.alloc(100_000)])],
  ])('ends when the media server falls silent %s', async (_, start) => {
    const { fetchIt } = await openMedia((response) => {
      response.flushHeaders();
      response.write(start);
    });

    await expect(fetchIt(1_000_000, impatientClock())).rejects.toMatchObject({
      reason: 'interrupted',
      message: expect.stringContaining('fell silent for 60 s'),
    });
  });

  test('is refused when it is empty', async () => {
    const { fetchIt } = await openMedia((response) => response.end());

    await expect(fetchIt(1_000_000)).rejects.toMatchObject({ reason: 'not-a-video' });
  });
});
