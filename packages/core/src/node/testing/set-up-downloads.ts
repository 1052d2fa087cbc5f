import { ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

import { DownloadError } from '../../errors.ts';
import { mp4Bytes } from '../../network/testing/mp4.ts';
import { type DownloadOptions, downloadVideo } from '../download/download-video.ts';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';

/** The video on the servers of the tests, and its hash. */
export const video = mp4Bytes(200_000);
export const videoSha256 = createHash('sha256').update(video).digest('hex');

/** The end of every message of a failed download of task_1. */
export const stillThere =
  'The video of task task_1 is already paid: read task task_1 for a fresh link and download that, instead of submitting again.';

/** Gives each test of a file an empty folder and its own servers. */
export function setUpDownloads() {
  const place = { folder: '', path: '' };
  const opened: LoopbackServer[] = [];

  beforeEach(async () => {
    place.folder = await mkdtemp(join(tmpdir(), 'download-video-'));
    place.path = join(place.folder, 'video.mp4');
  });

  afterEach(async () => {
    for (const server of opened.splice(0)) await server[Symbol.asyncDispose]();
    await rm(place.folder, { recursive: true });
  });

  return {
    /** The folder of the test, and the file in it that `download` writes. */
    place,
    filesLeft: () => readdir(place.folder),
    serve: async (onRequest: RequestListener) => {
      const server = await startLoopbackServer(onRequest);
      opened.push(server);
      return server;
    },
    download: (url: string, options: Partial<DownloadOptions> = {}) =>
      downloadVideo(url, { path: place.path, retryDelayMilliseconds: 1, ...options }),
  };
}

/** Waits for the DownloadError that a download is expected to end with. */
export async function downloadFailureOf(downloading: Promise<unknown>): Promise<DownloadError> {
  const error = await downloading.catch((thrown: unknown) => thrown);
  ok(error instanceof DownloadError);
  return error;
}
