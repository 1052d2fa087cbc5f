import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFakeReleaseStore, type FakeReleaseStore } from '../testing/fake-release-store.ts';
import { lighthousePlan } from '../testing/results.ts';
import { findFinishedVideo, restoreVideo, type VideoFile } from './finished-video.ts';

const name = 'a-lighthouse-ffffffff.mp4';
const signal = new AbortController().signal;

function fileOf(content: string): VideoFile {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { bytes: content.length, sha256 };
}

describe('a finished video', () => {
  let workspace: string;
  let damages: string[];
  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'kept-'));
    damages = [];
  });
  afterEach(() => rm(workspace, { recursive: true }));

  const find = (expected: string | undefined, releaseStore?: FakeReleaseStore) =>
    findFinishedVideo(lighthousePlan, {
      expected,
      releaseStore,
      workspace,
      onDamage: (what) => damages.push(what),
    });
  const attach = (content: string) => {
    const releaseStore = createFakeReleaseStore();
    releaseStore.assets.set(name, Buffer.from(content));
    return releaseStore;
  };
  const writeVideo = async (content: string) => {
    const path = join(workspace, lighthousePlan.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  };

  test('is brought from the release', async () => {
    const kept = await find(undefined, attach('video'));

    expect(kept && (await restoreVideo(kept, lighthousePlan, { signal, workspace }))).toEqual(
      fileOf('video'),
    );
    expect(await readFile(join(workspace, lighthousePlan.path), 'utf8')).toBe('video');
  });

  test('stays where it is when it is what the ledger knows', async () => {
    await writeVideo('video');

    expect(await find(fileOf('video').sha256)).toMatchObject({
      asset: undefined,
      file: fileOf('video'),
    });
  });

  test('is none if the ledger knows of no such file', async () => {
    await writeVideo('video');

    expect(await find(undefined)).toBeUndefined();
    expect(await find(fileOf('another').sha256)).toBeUndefined();
  });

  test('is none if the asset is not what was rendered, or empty', async () => {
    expect(await find(fileOf('video').sha256, attach('vidEo'))).toBeUndefined();
    expect(await find(undefined, attach(''))).toBeUndefined();
    expect(damages).toHaveLength(2);
  });

  test('of a stable name is only what was rendered, without a word about another version', async () => {
    const named = { ...lighthousePlan, path: `renders/${name}`, isStableFile: true };
    const findNamed = (expected: string | undefined, releaseStore: FakeReleaseStore) =>
      findFinishedVideo(named, {
        expected,
        releaseStore,
        workspace,
        onDamage: (what) => damages.push(what),
      });

    expect(await findNamed(undefined, attach('video'))).toBeUndefined();
    expect(await findNamed(fileOf('video').sha256, attach('other'))).toBeUndefined();
    expect(await findNamed(fileOf('video').sha256, attach('video'))).toMatchObject({
      asset: { name },
    });
    expect(damages).toEqual([]);
  });

  test('of a server without digests is compared once it is here', async () => {
    const expected = fileOf('video').sha256;
    const kept = await find(expected, attach('video'));
    const restore = (content: string) => {
      const asset = kept?.asset && {
        ...kept.asset,
        sha256: undefined,
        download: (path: string) =>
          mkdir(dirname(path), { recursive: true }).then(() => writeFile(path, content)),
      };
      const finished = { asset, file: undefined, expected };
      return restoreVideo(finished, lighthousePlan, { signal, workspace });
    };

    expect(await restore('video')).toEqual(fileOf('video'));
    expect(await restore('other')).toBeUndefined();
  });

  test('is none if the asset does not come whole', async () => {
    const kept = await find(undefined, attach('cut'));

    expect(
      kept && (await restoreVideo(kept, lighthousePlan, { signal, workspace })),
    ).toBeUndefined();
  });

  test('that cannot be fetched at the moment is not rendered again', async () => {
    const releaseStore = attach('video');
    const kept = await find(undefined, releaseStore);
    const asset = kept?.asset && {
      ...kept.asset,
      download: () => Promise.reject(new Error('502')),
    };

    const brought = restoreVideo({ asset, file: undefined, expected: undefined }, lighthousePlan, {
      signal,
      workspace,
    });

    await expect(brought).rejects.toThrow('502');
  });
});
