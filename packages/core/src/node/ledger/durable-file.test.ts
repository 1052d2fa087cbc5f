import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Disk, systemDisk } from './disk.ts';
import { createDurableFile } from './durable-file.ts';

const refuse = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

describe('A durable file', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'durable-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  /** The disk of this machine, and the folders synced on it. */
  const watchedDisk = (changes: Partial<Disk> = {}) => {
    const synced: string[] = [];
    const disk: Disk = {
      ...systemDisk,
      async syncFolder(path) {
        synced.push(path);
        await systemDisk.syncFolder(path);
      },
      ...changes,
    };
    return { disk, synced };
  };

  test('is on the disk with all folders created for it', async () => {
    const { disk, synced } = watchedDisk();
    const path = join(directory, 'a', 'b', '1.json');

    expect(await createDurableFile(path, 'text', disk)).toBe(true);

    expect(await readFile(path, 'utf8')).toBe('text');
    expect(synced).toEqual([join(directory, 'a', 'b'), join(directory, 'a'), directory]);
  });

  test('does not rely on another process to sync the folder that process created', async () => {
    const { disk, synced } = watchedDisk();
    await systemDisk.createFolder(join(directory, 'a'));

    await createDurableFile(join(directory, 'a', '1.json'), 'text', disk);

    expect(synced).toEqual([join(directory, 'a'), directory]);
  });

  test('does not replace an existing file, and leaves nothing else behind', async () => {
    const path = join(directory, '1.json');
    await createDurableFile(path, 'first', systemDisk);

    expect(await createDurableFile(path, 'second', systemDisk)).toBe(false);

    expect(await readFile(path, 'utf8')).toBe('first');
    expect(await readdir(directory)).toEqual(['1.json']);
  });

  test('is not created on a disk without hard links, and the error names what is needed', async () => {
    const { disk } = watchedDisk({ link: refuse('EPERM') });

    const created = createDurableFile(join(directory, '1.json'), 'text', disk);

    await expect(created).rejects.toThrow(
      `Cannot create ${join(directory, '1.json')} (EPERM). The folder must be on a local disk that supports hard links: FAT, exFAT and network file systems do not work.`,
    );
    expect(await readdir(directory)).toEqual([]);
  });

  test('is created where folders cannot be synced, as on Windows', async () => {
    const { disk } = watchedDisk({ syncFolder: refuse('EPERM') });

    expect(await createDurableFile(join(directory, '1.json'), 'text', disk)).toBe(true);
  });

  test('is an error when the disk fails to store its name', async () => {
    const { disk } = watchedDisk({ syncFolder: refuse('EIO') });

    await expect(createDurableFile(join(directory, '1.json'), 'text', disk)).rejects.toThrow('EIO');
  });

  test('is an error where the folder is a file', async () => {
    await createDurableFile(join(directory, 'file'), 'text', systemDisk);

    await expect(systemDisk.listNames(join(directory, 'file'))).rejects.toThrow('ENOTDIR');
    await expect(
      createDurableFile(join(directory, 'file', '1.json'), 'text', systemDisk),
    ).rejects.toThrow('EEXIST');
  });
});
