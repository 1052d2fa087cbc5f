import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import {
  downloadFailureOf,
  setUpDownloads,
  stillThere,
  video,
} from '../testing/set-up-downloads.ts';
import { serveVideo } from '../testing/video-handler.ts';

const { download, filesLeft, place, serve } = setUpDownloads();

describe('what is not a video', () => {
  test('is refused without repeating it', async () => {
    const server = await serve((_incoming, outgoing) => outgoing.end('{"error":"token=s1"}'));

    const failure = await downloadFailureOf(
      download(`${server.origin}/v.mp4`, { taskId: 'task_1' }),
    );

    expect(failure).toMatchObject({ reason: 'not-a-video', retryable: false, taskId: 'task_1' });
    expect(failure.message).toBe(
      `The file at ${server.origin}/v.mp4 is not a video but JSON. ${stillThere}`,
    );
    expect(await filesLeft()).toEqual([]);
  });
});

describe('the size limit', () => {
  test('refuses a file by its announced size, before anything is written', async () => {
    const server = await serve((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-length': 2 ** 30 + 1 });
      outgoing.write(video.subarray(0, 1000));
    });

    const failure = await downloadFailureOf(
      download(`${server.origin}/v.mp4`, { taskId: 'task_1' }),
    );

    expect(failure).toMatchObject({ reason: 'too-large', retryable: false });
    expect(failure.message).toBe(
      `The video at ${server.origin}/v.mp4 is larger than 1024 MB. Raise the limit to download it. ${stillThere}`,
    );
    expect(await filesLeft()).toEqual([]);
  });

  test('refuses a file that grows over it', async () => {
    const server = await serve(serveVideo(video, { isChunked: true }));

    const failure = await downloadFailureOf(download(server.origin, { maximumBytes: 199_999 }));

    expect(failure.reason).toBe('too-large');
    expect(await filesLeft()).toEqual([]);
  });

  test('lets a file through that just fits', async () => {
    const server = await serve(serveVideo(video));

    const done = await download(server.origin, { maximumBytes: 200_000 });

    expect(done.bytes).toBe(200_000);
  });
});

describe('the deadline', () => {
  test('ends a download that is not complete by then', async () => {
    const server = await serve((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-length': video.length });
      outgoing.write(video.subarray(0, 50_000));
    });

    const failure = await downloadFailureOf(
      download(server.origin, { deadlineSeconds: 0.05, taskId: 'task_1' }),
    );

    expect(failure).toMatchObject({ reason: 'interrupted', taskId: 'task_1' });
    expect(failure.message).toBe(`The download was not complete after 0.05 s. ${stillThere}`);
    expect(await filesLeft()).toEqual([]);
  });

  test('may be as far as one likes', async () => {
    const server = await serve(serveVideo(video));

    const done = await download(server.origin, { deadlineSeconds: Number.POSITIVE_INFINITY });

    expect(done.bytes).toBe(200_000);
  });
});

describe('the disk', () => {
  test('ends the download when it takes no file, with what the system reports', async () => {
    const server = await serve(serveVideo(video));
    await writeFile(place.path, '');
    const below = join(place.path, 'folder', 'video.mp4');

    const failure = await downloadFailureOf(
      download(server.origin, { path: below, taskId: 'task_1' }),
    );

    expect(failure).toMatchObject({ reason: 'interrupted', cause: { code: 'ENOTDIR' } });
    expect(failure.message).toBe(
      `The video could not be written to ${below} (ENOTDIR: not a directory, mkdir '${join(place.path, 'folder')}'). ${stillThere}`,
    );
  });

  test('leaves nothing behind when the file cannot take its name', async () => {
    const server = await serve(serveVideo(video));

    const failure = await downloadFailureOf(download(server.origin, { path: place.folder }));

    expect(failure).toMatchObject({ reason: 'interrupted', cause: { syscall: 'rename' } });
    expect(await filesLeft()).toEqual([]);
  });
});
