import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lighthousePlan } from '../testing/results.ts';
import { findChangedVideos } from './changed-videos.ts';

describe('a video', () => {
  let workspace: string;
  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'changed-'));
  });
  afterEach(() => rm(workspace, { recursive: true }));

  const find = (assets: readonly string[] = []) =>
    findChangedVideos([lighthousePlan], {
      workspace,
      releaseStore: { listNames: async () => assets },
    });

  test('has not changed if there is none', async () => {
    expect(await find()).toEqual(new Set());
    expect(
      await findChangedVideos([lighthousePlan], { workspace, releaseStore: undefined }),
    ).toEqual(new Set());
  });

  test('has changed when the release holds another version of it', async () => {
    const assets = ['a-lighthouse-00000000.mp4', 'a-boat-11111111.mp4'];

    expect(await find(assets)).toEqual(new Set([lighthousePlan]));
  });

  test('has changed when an earlier run left another version on the disk', async () => {
    await mkdir(join(workspace, 'renders'));
    await writeFile(join(workspace, 'renders', 'a-lighthouse-00000000.mp4'), 'video');

    expect(await find()).toEqual(new Set([lighthousePlan]));
  });

  test('has not changed for itself, or for a video of another name', async () => {
    const assets = ['a-lighthouse-ffffffff.mp4', 'a-lighthouse-tour-00000000.mp4', 'notes.txt'];

    expect(await find(assets)).toEqual(new Set());
  });

  test('of a stable name has changed when there is a file of that name', async () => {
    const named = { ...lighthousePlan, path: 'renders/teaser.mp4', isStableFile: true };
    const releaseStore = { listNames: async () => ['teaser.mp4', 'teaser-tour.mp4'] };

    expect(await findChangedVideos([named], { workspace, releaseStore })).toEqual(new Set([named]));
  });
});
