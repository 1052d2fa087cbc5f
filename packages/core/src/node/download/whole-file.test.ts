import { Buffer } from 'node:buffer';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { writeWholeFile } from './whole-file.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whole-file-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('writeWholeFile', () => {
  test('hashes an empty file, too', async () => {
    const written = await writeWholeFile(
      join(folder, 'a'),
      chunks([]),
      new AbortController().signal,
    );

    expect(written).toEqual({
      bytes: 0,
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    });
  });

  test('gives the name to no file whose download was aborted after the last byte', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled by the user');

    const writing = writeWholeFile(
      join(folder, 'a'),
      chunks(['video'], () => controller.abort(reason)),
      controller.signal,
    );

    await expect(writing).rejects.toBe(reason);
    expect(await readdir(folder)).toEqual([]);
  });

  test('takes names as long as the disk does', async () => {
    const name = `${'é'.repeat(125)}.mp4`;

    await writeWholeFile(join(folder, name), chunks(['video']), new AbortController().signal);

    expect(await readdir(folder)).toEqual([name]);
  });
});

async function* chunks(texts: readonly string[], atEnd: () => void = () => {}) {
  for (const text of texts) yield Buffer.from(text);
  atEnd();
}
