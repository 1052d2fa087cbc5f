import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';

import { mp4Bytes } from '../../network/testing/mp4.ts';
import {
  downloadFailureOf,
  setUpDownloads,
  video,
  videoSha256,
} from '../testing/set-up-downloads.ts';
import { serveVideo } from '../testing/video-handler.ts';
import { downloadVideo } from './download-video.ts';

const { download, filesLeft, place, serve } = setUpDownloads();

describe('a download', () => {
  test('writes the whole file and returns its size and hash', async () => {
    const server = await serve(serveVideo(video));

    const done = await downloadVideo(`${server.origin}/video.mp4`, { path: place.path });

    expect(done).toEqual({ path: place.path, bytes: 200_000, sha256: videoSha256 });
    expect(video.equals(await readFile(place.path))).toBe(true);
    expect(await filesLeft()).toEqual(['video.mp4']);
  });

  test('takes a file in pieces however small', async () => {
    const small = mp4Bytes(60);
    const server = await serve(async (_incoming, outgoing) => {
      for (let at = 0; at < 60; at += 5) {
        await new Promise<void>((resolve) => {
          outgoing.write(small.subarray(at, at + 5), () => setImmediate(resolve));
        });
      }
      outgoing.end();
    });

    const done = await download(server.origin);

    expect(done.bytes).toBe(60);
    expect(small.equals(await readFile(place.path))).toBe(true);
  });

  test('takes WebM as well', async () => {
    const webm = Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.alloc(100)]);
    const server = await serve(serveVideo(webm));

    const done = await download(server.origin);

    expect(done.bytes).toBe(104);
  });

  test('makes the folders on the way', async () => {
    const server = await serve(serveVideo(video));
    const deep = join(place.folder, 'a', 'b', 'video.mp4');

    await download(server.origin, { path: deep });

    expect(await readdir(join(place.folder, 'a', 'b'))).toEqual(['video.mp4']);
  });

  test('replaces an earlier file only once the new one is whole', async () => {
    await writeFile(place.path, 'earlier');
    const server = await serve(serveVideo(video, { cutAfterBytes: [1000] }));
    const seen: string[] = [];

    await download(server.origin, {
      onProgress: () => seen.push(readFileSync(place.path, 'latin1')),
    });

    expect(new Set(seen)).toEqual(new Set(['earlier']));
    expect(video.equals(await readFile(place.path))).toBe(true);
  });

  test('sends neither a key nor a cookie', async () => {
    const server = await serve(serveVideo(video));

    await download(server.origin);

    expect(Object.keys(server.requests[0]?.headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  test('reports how far it has come', async () => {
    const server = await serve(serveVideo(video, { cutAfterBytes: [50_000] }));
    const received: number[] = [];
    const totals = new Set<number | undefined>();

    await download(server.origin, {
      onProgress: ({ receivedBytes, totalBytes }) => {
        received.push(receivedBytes);
        totals.add(totalBytes);
      },
    });

    expect(received.toSorted((one, other) => one - other)).toEqual(received);
    expect(received.at(-1)).toBe(200_000);
    expect([...totals]).toEqual([200_000]);
  });

  test('reports no total when the server does not', async () => {
    const server = await serve(serveVideo(video, { isChunked: true }));
    const totals = new Set<number | undefined>();

    await download(server.origin, { onProgress: ({ totalBytes }) => totals.add(totalBytes) });

    expect([...totals]).toEqual([undefined]);
  });

  test('ends with what onProgress throws, and leaves nothing behind', async () => {
    const server = await serve(serveVideo(video));
    const failure = new Error('not now');

    const downloading = download(server.origin, {
      onProgress: () => {
        throw failure;
      },
    });

    await expect(downloading).rejects.toBe(failure);
    expect(await filesLeft()).toEqual([]);
  });

  test('uses the connections passed in, and leaves them open', async () => {
    const server = await serve(serveVideo(video));
    const agent = new Agent({ connections: 1 });
    onTestFinished(() => agent.destroy());

    await download(server.origin, { dispatcher: agent });
    await download(server.origin, { dispatcher: agent });

    expect(server.connections).toHaveLength(1);
  });

  test('leaves the bytes alone that connections passed in may keep', async () => {
    const server = await serve(serveVideo(video));
    const kept: Buffer[] = [];
    const agent = new Agent();
    onTestFinished(() => agent.destroy());
    const keeping = agent.compose(
      (dispatch) => (options, handler) =>
        dispatch(options, {
          onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
          onResponseStart: (...parameters) => handler.onResponseStart?.(...parameters),
          onResponseData: (controller, chunk) => {
            const own = Buffer.from(new Uint8Array(chunk).buffer);
            kept.push(own);
            handler.onResponseData?.(controller, own);
          },
          onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
          onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
        }),
    );

    await download(server.origin, { dispatcher: keeping });

    expect(video.equals(Buffer.concat(kept))).toBe(true);
  });

  test('goes through the proxy of the environment, but not to loopback', async () => {
    const proxy = await serve(() => {});
    const environment = { https_proxy: proxy.origin };

    const failure = await downloadFailureOf(
      download('https://media.invalid/video.mp4?signature=s1', { environment }),
    );

    expect(proxy.requests[0]).toMatchObject({ method: 'CONNECT', url: 'media.invalid:443' });
    expect(failure.message).toContain('Could not fetch https://media.invalid/video.mp4 (');
  });
});
