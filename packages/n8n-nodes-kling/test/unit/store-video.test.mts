import { once } from 'node:events';
import {
  createServer,
  get,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
} from 'node:http';
import { PassThrough, type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '@kling-automation/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type StoreOptions, storeVideo } from '../../nodes/Kling/host/media/store-video.ts';

/** A whole MP4 of 3 MB. */
const video = Buffer.concat([
  Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov\0\0\0\0mdat', 'latin1'),
  Buffer.alloc(3_000_000, 7),
]);
video.writeUInt32BE(video.byteLength - 32, 32);

const etag = '"v1"';
const length = video.byteLength;

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

/** The bodies that n8n's client gives: of the connection itself, or piped through others. */
const bodies: Readonly<Record<string, (body: IncomingMessage) => Readable>> = {
  'of the connection': (body) => body,
  'piped through another': (body) => body.pipe(new PassThrough()),
};

/** A clock that skips pauses; longer times pass when a test lets them. */
function handMovedClock() {
  let now = 0;
  let sleepers: readonly { readonly wakesAt: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        if (milliseconds < 60_000) return resolve();
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

const turn = () => new Promise((resolve) => setImmediate(resolve));

interface Setup {
  readonly store?: Store;
  readonly body?: (body: IncomingMessage) => Readable;
}

/** Opens a media server, and the helpers of n8n that fetch from it and store what comes. */
async function openMedia(respond: RequestListener, setup: Setup = {}) {
  const { body = (it: IncomingMessage) => it } = setup;
  const store: Store = setup.store ?? pipe;
  const ranges: unknown[] = [];
  const server = createServer((request, response) => {
    ranges.push([request.headers.range, request.headers['if-range']]);
    respond(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = Object.assign({ port: 0 }, server.address());
  let chunks: Buffer[] = [];
  const helpers = {
    httpRequest: async (options: {
      url: string;
      headers: OutgoingHttpHeaders;
      abortSignal: AbortSignal;
    }) => {
      const { abortSignal: signal, headers, url } = options;
      const [response] = await once(get(url, { headers, signal }), 'response');
      return {
        statusCode: response.statusCode,
        headers: response.headers,
        body: body(response),
      };
    },
    prepareBinaryData: async (stream: Readable, fileName: string, mimeType: string) => {
      // n8n chooses the store first, which takes it some turns.
      await new Promise((resolve) => setImmediate(resolve));
      chunks = [];
      await store(stream, (chunk) => chunks.push(chunk));
      return { fileName, mimeType, data: 'stored' };
    },
  };
  const download = (options: Partial<StoreOptions> = {}) =>
    storeVideo(
      { helpers } as unknown as Parameters<typeof storeVideo>[0],
      `http://127.0.0.1:${port}/v.mp4?sig=s1`,
      {
        taskId: 'n41/x',
        fileName: '',
        maximumBytes: 10_000_000,
        signal: undefined,
        refreshUrl: async () => undefined,
        ...options,
      },
    );
  return { download, ranges, stored: () => Buffer.concat(chunks) };
}

/** The whole video, or the part of it that is requested, cut off after so many bytes. */
function serve(cuts: readonly (number | undefined)[] = []): RequestListener {
  let requests = 0;
  return (request, response) => {
    const cutAt = cuts[requests];
    requests += 1;
    const start = Number(/\d+/.exec(request.headers.range ?? '0'));
    response.writeHead(start === 0 ? 200 : 206, {
      etag,
      'content-length': length - start,
      ...(start > 0 && { 'content-range': `bytes ${start}-${length - 1}/${length}` }),
    });
    response.write(video.subarray(start, cutAt), () => {
      if (cutAt === undefined) response.end();
      else response.destroy();
    });
  };
}

describe('a download', () => {
  test.each(Object.entries(stores))('is stored whole by a store that %s', async (_name, store) => {
    const { download, stored } = await openMedia(
      (_request, response) => {
        response.write(video.subarray(0, 1));
        setImmediate(() => response.end(video.subarray(1)));
      },
      { store },
    );

    const binary = await download();

    expect(binary).toMatchObject({ fileName: 'n41_x.mp4', mimeType: 'video/mp4' });
    expect(stored().equals(video)).toBe(true);
  });

  test.each(Object.entries(bodies))('is stored whole from a body %s', async (_name, body) => {
    const { download, stored } = await openMedia(serve(), { body });

    await download();

    expect(stored().equals(video)).toBe(true);
  });

  test('is continued where the connection broke', async () => {
    const { download, ranges, stored } = await openMedia(serve([1_000_000]));

    await download({ clock: handMovedClock() });

    expect(stored().equals(video)).toBe(true);
    expect(ranges).toEqual([
      [undefined, undefined],
      ['bytes=1000000-', etag],
    ]);
  });

  test('is stored again from its start when it cannot be continued', async () => {
    let requests = 0;
    const { download, ranges, stored } = await openMedia((_request, response) => {
      requests += 1;
      response.writeHead(200, { 'content-length': length });
      response.write(video.subarray(0, requests === 1 ? 1_000_000 : undefined), () => {
        if (requests === 1) response.destroy();
        else response.end();
      });
    });

    await download({ clock: handMovedClock() });

    expect(stored().equals(video)).toBe(true);
    expect(ranges).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  test('that never arrives whole ends with what is missing', async () => {
    const { download } = await openMedia((_request, response) =>
      response.end(video.subarray(0, -9)),
    );

    await expect(download({ clock: handMovedClock() })).rejects.toMatchObject({
      reason: 'interrupted',
      taskId: 'n41/x',
      message: expect.stringMatching(
        /did not arrive whole: 9 bytes of its box "mdat" are missing\. The video of task n41\/x is already paid/,
      ),
    });
  });

  test('ends when it grows too large', async () => {
    const { download, stored } = await openMedia((_request, response) => {
      response.write(video);
      response.end();
    });

    await expect(download({ maximumBytes: 1_000_000 })).rejects.toMatchObject({
      reason: 'too-large',
      message: expect.stringContaining('is larger than 0.95 MB. Raise Max Download Size'),
    });
    expect(stored().byteLength).toBeLessThan(1_200_000);
  });

  test('waits for a store that is slow', async () => {
    const clock = handMovedClock();
    const { download, ranges, stored } = await openMedia(serve(), {
      store: async (stream, keep) => {
        for await (const chunk of stream) {
          keep(chunk);
          if (stored().byteLength > 200_000) continue;
          // Time passes while as much waits for the store as it may.
          while (stream.readableLength < stream.readableHighWaterMark) await turn();
          clock.advance(60_000);
          await turn();
        }
      },
    });

    await download({ clock });

    expect(stored().equals(video)).toBe(true);
    expect(ranges).toHaveLength(1);
  });

  test('ends at the deadline though bytes still arrive', async () => {
    const clock = handMovedClock();
    const { download, ranges } = await openMedia(
      (_request, response) => {
        response.writeHead(200, { etag, 'content-length': length });
        response.write(video.subarray(0, 100));
      },
      {
        store: (stream, keep) => {
          stream.once('data', () => clock.advance(600_000));
          return pipe(stream, keep);
        },
      },
    );

    await expect(download({ clock })).rejects.toMatchObject({
      reason: 'interrupted',
      message: expect.stringContaining('The download was not complete after 600 s.'),
    });
    expect(ranges).toHaveLength(1);
  });

  test('ends when the media server stays silent', async () => {
    const clock = handMovedClock();
    const { download, ranges } = await openMedia((_request, response) => {
      response.flushHeaders();
      clock.advance(60_000);
    });

    await expect(download({ clock })).rejects.toMatchObject({
      reason: 'interrupted',
      message: expect.stringContaining('was silent for 60 s.'),
    });
    expect(ranges).toHaveLength(6);
  });

  test('ends when n8n cannot store it', async () => {
    const { download } = await openMedia(serve(), {
      store: () => Promise.reject(Object.assign(new Error('disk'), { code: 'ENOSPC' })),
    });

    await expect(download()).rejects.toMatchObject({
      reason: 'interrupted',
      message: expect.stringContaining('n8n could not store the video (ENOSPC).'),
    });
  });

  test('ends at once when the execution is stopped, and leaves no connection', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped by the user');
    const closed = Promise.withResolvers<void>();
    const { download } = await openMedia((_request, response) => {
      response.on('close', closed.resolve);
      response.write(video.subarray(0, 1_000_000), () => controller.abort(reason));
    });

    await expect(download({ signal: controller.signal })).rejects.toBe(reason);
    await closed.promise;
  });
});
