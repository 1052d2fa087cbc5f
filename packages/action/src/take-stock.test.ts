import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryLedger } from '@kling-automation/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeStock } from './take-stock.ts';
import { createFakeShelf } from './testing/fake-shelf.ts';
import { lighthousePlan } from './testing/results.ts';

describe('the stock of a video', () => {
  let workspace: string;
  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'stock-'));
  });
  afterEach(() => rm(workspace, { recursive: true }));

  const take = (assets: readonly string[] = []) => {
    const shelf = createFakeShelf();
    for (const name of assets) shelf.assets.set(name, Buffer.from('video'));
    const book = { ledger: createMemoryLedger(), readFile: async () => undefined };
    return takeStock([lighthousePlan], { book, shelf, workspace, log: { warning: () => {} } });
  };

  test('is empty at first', async () => {
    expect(await take()).toMatchObject([{ standing: 'new', isChanged: false }]);
  });

  test('has changed when the release holds another version of it', async () => {
    expect(await take(['a-lighthouse-00000000.mp4', 'a-boat-11111111.mp4'])).toMatchObject([
      { standing: 'new', isChanged: true },
    ]);
  });

  test('has changed when an earlier run left another version on the disk', async () => {
    await mkdir(join(workspace, 'renders'));
    await writeFile(join(workspace, 'renders', 'a-lighthouse-00000000.mp4'), 'video');

    expect(await take()).toMatchObject([{ standing: 'new', isChanged: true }]);
  });

  test('has not changed for a video of another name', async () => {
    expect(await take(['a-lighthouse-tour-00000000.mp4', 'a-lighthouse.mp4'])).toMatchObject([
      { standing: 'new', isChanged: false },
    ]);
  });
});
