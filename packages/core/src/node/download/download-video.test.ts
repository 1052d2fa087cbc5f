import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { DownloadError } from '../../errors.ts';
import { startLoopbackServer } from '../testing/loopback-server.ts';
import { serveVideo, videoBytes } from '../testing/video-handler.ts';
import { type DownloadOptions, downloadVideo } from './download-video.ts';

const video = videoBytes(200_000);
const videoSha256 = createHash('sha256').update(video).digest('hex');

let folder = '';
let path = '';
const opened: AsyncDisposable[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'download-video-'));
  path = join(folder, 'video.mp4');
});

afterEach(async () => {
  for (const each of opened.splice(0)) await each[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function serve(onRequest: RequestListener) {
  const server = await startLoopbackServer(onRequest);
  opened.push(server);
  return server;
}

function download(url: string, options: Partial<DownloadOptions> = {}) {
  return downloadVideo(url, { path, retryDelayMilliseconds: 1, ...options });
}

async function failureOf(downloading: Promise<unknown>): Promise<DownloadError> {
  const error = await downloading.catch((thrown: unknown) => thrown);
  if (error instanceof DownloadError) return error;
  throw new Error('No DownloadError was thrown', { cause: error });
}

const stillThere =
  'The video of task task_1 is paid and still at the API: read task task_1 again for a fresh link and download that, instead of submitting anew.';

describe('a download', () => {
  test('writes the whole file and tells its size and hash', async () => {
    const server = await serve(serveVideo(video));

    const done = await downloadVideo(`${server.origin}/video.mp4`, { path });

    expect(done).toEqual({ path, bytes: 200_000, sha256: videoSha256 });
    expect(video.equals(await readFile(path))).toBe(true);
    expect(await readdir(folder)).toEqual(['video.mp4']);
  });

  test('takes a file in pieces however small', async () => {
    const server = await serve(async (_incoming, outgoing) => {
      for (let at = 0; at < 40; at += 5) {
        await new Promise<void>((resolve) => {
          outgoing.write(video.subarray(at, at + 5), () => setImmediate(resolve));
        });
      }
      outgoing.end();
    });

    const done = await download(server.origin);

    expect(done.bytes).toBe(40);
    expect(video.subarray(0, 40).equals(await readFile(path))).toBe(true);
  });

  test('takes WebM as well', async () => {
    const webm = Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.alloc(100)]);
    const server = await serve(serveVideo(webm));

    const done = await download(server.origin);

    expect(done.bytes).toBe(104);
  });

  test('makes the folders on the way', async () => {
    const server = await serve(serveVideo(video));
    const deep = join(folder, 'a', 'b', 'video.mp4');

    await download(server.origin, { path: deep });

    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['video.mp4']);
  });

  test('replaces an earlier file only once the new one is whole', async () => {
    await writeFile(path, 'earlier');
    const server = await serve(serveVideo(video, { cutAfterBytes: [1000] }));
    const seen: string[] = [];

    await download(server.origin, {
      onProgress: () => void readFile(path, 'latin1').then((text) => seen.push(text.slice(0, 7))),
    });

    expect(seen[0]).toBe('earlier');
    expect(video.equals(await readFile(path))).toBe(true);
  });

  test('sends neither a key nor a cookie', async () => {
    const server = await serve(serveVideo(video));

    await download(server.origin);

    expect(Object.keys(server.requests[0]?.headers ?? {}).sort()).toEqual([
      'accept',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  test('tells how far it has come', async () => {
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

  test('tells no total where the server does not', async () => {
    const server = await serve(serveVideo(video, { isChunked: true }));
    const totals = new Set<number | undefined>();

    await download(server.origin, { onProgress: ({ totalBytes }) => totals.add(totalBytes) });

    expect([...totals]).toEqual([undefined]);
  });

  test('ends with what onProgress throws, and leaves nothing behind', async () => {
    const server = await serve(serveVideo(video));
    const refusal = new Error('not now');

    const downloading = download(server.origin, {
      onProgress: () => {
        throw refusal;
      },
    });

    await expect(downloading).rejects.toBe(refusal);
    expect(await readdir(folder)).toEqual([]);
  });

  test('uses the connections it is lent, and leaves them open', async () => {
    const server = await serve(serveVideo(video));
    const agent = new Agent({ connections: 1 });
    opened.push({ [Symbol.asyncDispose]: () => agent.destroy() });

    await download(server.origin, { dispatcher: agent });
    await download(server.origin, { dispatcher: agent });

    expect(server.connections).toHaveLength(1);
  });

  test('goes through the proxy of the environment, but not to loopback', async () => {
    const proxy = await serve(serveVideo(video));
    const environment = { http_proxy: proxy.origin };

    await download('http://media.invalid/video.mp4?signature=s1', { environment });

    expect(proxy.requests[0]?.url).toBe('http://media.invalid/video.mp4?signature=s1');
  });
});

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

    const failure = await failureOf(
      download(`${server.origin}/v.mp4?sig=s1`, { taskId: 'task_1' }),
    );

    expect(failure).toMatchObject({ fault: 'interrupted', taskId: 'task_1', retryable: true });
    expect(failure.message).toBe(
      `The download of ${server.origin}/v.mp4 broke off three times, and the server does not let it go on where it stopped. ${stillThere}`,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test('is given up after five breaks in a row', async () => {
    const always = Array<number>(20).fill(10_000);
    const server = await serve(serveVideo(video, { cutAfterBytes: always }));

    const failure = await failureOf(download(`${server.origin}/v.mp4?sig=s1`));

    expect(failure).toMatchObject({ fault: 'interrupted', taskId: undefined });
    expect(failure.message).toBe(
      `The download of ${server.origin}/v.mp4 broke off (connection reset). The video is paid and still at the API: read its task again for a fresh link and download that, instead of submitting anew.`,
    );
    expect(server.requests).toHaveLength(6);
    expect(await readdir(folder)).toEqual([]);
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

    const failure = await failureOf(download(`${server.origin}/v.mp4`, { taskId: 'task_1' }));

    expect(failure.fault).toBe('interrupted');
    expect(failure.message).toBe(
      `The server of ${server.origin}/v.mp4 did not hand out the video (HTTP 503). ${stillThere}`,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test('that refuses the request ends the download at once', async () => {
    const server = await serve((_incoming, outgoing) => outgoing.writeHead(400).end('no'));

    const failure = await failureOf(download(server.origin));

    expect(failure.fault).toBe('interrupted');
    expect(server.requests).toHaveLength(1);
  });

  test('that cannot be reached ends the download', async () => {
    const server = await startLoopbackServer(() => {});
    await server[Symbol.asyncDispose]();

    const failure = await failureOf(download(`${server.origin}/v.mp4`, { taskId: 'task_1' }));

    expect(failure.fault).toBe('interrupted');
    expect(failure.message).toBe(
      `Could not fetch ${server.origin}/v.mp4 (connection refused). ${stillThere}`,
    );
  });
});

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

    const failure = await failureOf(
      download(server.origin, {
        refreshUrl: async () => {
          refreshes += 1;
          return server.origin;
        },
      }),
    );

    expect(failure.fault).toBe('expired');
    expect(refreshes).toBe(1);
  });

  test('says how to get a fresh one, and hides its signature', async () => {
    const server = await serve((_incoming, outgoing) => outgoing.writeHead(403).end());

    const failure = await failureOf(
      download(`${server.origin}/v.mp4?sig=s1`, { taskId: 'task_1' }),
    );

    expect(failure).toMatchObject({ fault: 'expired', retryable: true, mayHaveBeenCharged: true });
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

describe('what is not a video', () => {
  test.each([
    ['<!doctype html><title>token=s1</title>', 'a web page or XML'],
    ['{"error":"token=s1 is over"}', 'JSON'],
    ['["token=s1","token=s2"]', 'JSON'],
    ['token=s1 is over', 'something else'],
    ['token=s1', 'something else'],
    ['', 'an empty file'],
  ])('is refused without repeating it: %s', async (body, oddity) => {
    const server = await serve((_incoming, outgoing) => outgoing.end(body));

    const failure = await failureOf(download(`${server.origin}/v.mp4`, { taskId: 'task_1' }));

    expect(failure).toMatchObject({ fault: 'not-a-video', retryable: false });
    expect(failure.message).toBe(
      `What came from ${server.origin}/v.mp4 is not a video but ${oddity}. ${stillThere}`,
    );
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('the size limit', () => {
  test('refuses a file by its announced size, before anything is written', async () => {
    const server = await serve((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-length': 2 ** 30 + 1 });
      outgoing.write(video.subarray(0, 1000));
    });

    const failure = await failureOf(download(`${server.origin}/v.mp4`, { taskId: 'task_1' }));

    expect(failure).toMatchObject({ fault: 'too-large', retryable: false });
    expect(failure.message).toBe(
      `The video at ${server.origin}/v.mp4 is larger than the limit of 1073741824 bytes: raise the limit to fetch it. ${stillThere}`,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test('refuses a file that grows over it', async () => {
    const server = await serve(serveVideo(video, { isChunked: true }));

    const failure = await failureOf(download(server.origin, { maximumBytes: 199_999 }));

    expect(failure.fault).toBe('too-large');
    expect(await readdir(folder)).toEqual([]);
  });

  test('lets a file through that just fits', async () => {
    const server = await serve(serveVideo(video));

    const done = await download(server.origin, { maximumBytes: 200_000 });

    expect(done.bytes).toBe(200_000);
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

      const failure = await failureOf(download(`${server.origin}/v.mp4`, { taskId: 'task_1' }));

      expect(failure.fault).toBe('bad-url');
      expect(failure.message).toBe(
        `${server.origin}/v.mp4 redirects to something that is no http(s) address, or in a circle. ${stillThere}`,
      );
      expect(failure.cause).toBeUndefined();
    },
  );

  test('is followed five times and no more', async () => {
    let requests = 0;
    const server = await serve((_incoming, outgoing) => {
      requests += 1;
      outgoing.writeHead(302, { location: `/${requests}` }).end();
    });

    const failure = await failureOf(download(server.origin));

    expect(failure.message).toContain('HTTP 302');
    expect(server.requests).toHaveLength(6);
  });
});

describe('a link', () => {
  test.each(['', 'video.mp4', 'file:///etc/passwd', 'data:video/mp4;base64,AAAA', 'https://u@h/v'])(
    'that is no plain web address is refused: %s',
    async (url) => {
      const failure = await failureOf(download(url, { taskId: 'task_1' }));

      expect(failure.fault).toBe('bad-url');
      expect(failure.message).toBe(
        `The link to the video is no http(s) address, or holds a user name or password. ${stillThere}`,
      );
    },
  );
});

describe('an abort', () => {
  const reason = new Error('cancelled by the user');

  test('before the download asks for nothing', async () => {
    const server = await serve(serveVideo(video));

    const downloading = download(server.origin, { signal: AbortSignal.abort(reason) });

    await expect(downloading).rejects.toBe(reason);
    expect(server.requests).toHaveLength(0);
  });

  test('while the answer is awaited ends the download with its own reason', async () => {
    const controller = new AbortController();
    const server = await serve(() => controller.abort(reason));

    const downloading = download(server.origin, { signal: controller.signal });

    await expect(downloading).rejects.toBe(reason);
  });

  test('midway ends the download with its own reason and leaves nothing behind', async () => {
    const controller = new AbortController();
    const server = await serve((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-length': video.length });
      outgoing.write(video.subarray(0, 50_000));
    });

    const downloading = download(server.origin, {
      signal: controller.signal,
      onProgress: () => setImmediate(() => controller.abort(reason)),
    });

    await expect(downloading).rejects.toBe(reason);
    expect(await readdir(folder)).toEqual([]);
  });

  test('while a break is waited out ends the download at once', async () => {
    const controller = new AbortController();
    const server = await serve(serveVideo(video, { cutAfterBytes: [50_000] }));
    const downloading = download(server.origin, {
      signal: controller.signal,
      retryDelayMilliseconds: 60_000,
    });
    const outcome = expect(downloading).rejects.toBe(reason);
    await expect.poll(() => server.connections[0]?.destroyed).toBe(true);

    controller.abort(reason);

    await outcome;
    expect(await readdir(folder)).toEqual([]);
  });

  test('while the link is refreshed ends the download at once', async () => {
    const controller = new AbortController();
    const server = await serve((_incoming, outgoing) => outgoing.writeHead(403).end());

    const downloading = download(server.origin, {
      signal: controller.signal,
      refreshUrl: () => {
        controller.abort(reason);
        return new Promise(() => {});
      },
    });

    await expect(downloading).rejects.toBe(reason);
  });

  test('with the last byte still leaves nothing behind', async () => {
    const controller = new AbortController();
    const server = await serve(serveVideo(video));

    const downloading = download(server.origin, {
      signal: controller.signal,
      onProgress: ({ receivedBytes }) => {
        if (receivedBytes === video.length) controller.abort(reason);
      },
    });

    await expect(downloading).rejects.toBe(reason);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('the deadline', () => {
  test('ends a download that is not complete by then', async () => {
    const server = await serve((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-length': video.length });
      outgoing.write(video.subarray(0, 50_000));
    });

    const failure = await failureOf(
      download(server.origin, { deadlineSeconds: 0.05, taskId: 'task_1' }),
    );

    expect(failure).toMatchObject({ fault: 'interrupted', taskId: 'task_1' });
    expect(failure.message).toBe(`The download was not complete after 0.05 s. ${stillThere}`);
    expect(await readdir(folder)).toEqual([]);
  });

  test('may be as far as one likes', async () => {
    const server = await serve(serveVideo(video));

    const done = await download(server.origin, { deadlineSeconds: Number.POSITIVE_INFINITY });

    expect(done.bytes).toBe(200_000);
  });
});

describe('the disk', () => {
  test('ends the download when it takes no file, with the words of the system', async () => {
    const server = await serve(serveVideo(video));
    await writeFile(path, '');
    const below = join(path, 'folder', 'video.mp4');

    const failure = await failureOf(download(server.origin, { path: below, taskId: 'task_1' }));

    expect(failure).toMatchObject({ fault: 'interrupted', cause: { code: 'ENOTDIR' } });
    expect(failure.message).toBe(
      `The video could not be written to ${below} (ENOTDIR: not a directory, mkdir '${join(path, 'folder')}'). ${stillThere}`,
    );
  });

  test('leaves nothing behind when the file cannot take its name', async () => {
    const server = await serve(serveVideo(video));

    const failure = await failureOf(download(server.origin, { path: folder }));

    expect(failure).toMatchObject({ fault: 'interrupted', cause: { syscall: 'rename' } });
    expect(await readdir(folder)).toEqual([]);
  });
});
