import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDownloadedFiles } from './downloaded-files.ts';

const file = { bytes: 3, sha256: 'a'.repeat(64), name: 'teaser.mp4' };

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'downloaded-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('a downloaded file is known to the next process, from a folder that is created for it', async () => {
  await createDownloadedFiles(join(directory, 'deep')).record('key', file);

  const next = createDownloadedFiles(join(directory, 'deep'));

  expect(await next.read('key')).toEqual(file);
  expect(await next.read('another key')).toBeUndefined();
});

test('an unreadable record counts as none, because a download is free', async () => {
  await writeFile(join(directory, 'key.file.json'), '{"bytes": 3, "sha');

  expect(await createDownloadedFiles(directory).read('key')).toBeUndefined();
});
