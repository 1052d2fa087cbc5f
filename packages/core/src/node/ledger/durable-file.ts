import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { errorCode } from '../../network/error-code.ts';
import type { Disk } from './disk.ts';

/**
 * Creates a file, and the folder it is in. The file is complete from its first moment, and survives
 * a power cut once this resolves.
 *
 * @returns false when a file of that name exists: of several callers only one creates it.
 * @throws when the disk refuses.
 */
export async function createDurableFile(path: string, text: string, disk: Disk): Promise<boolean> {
  const folder = dirname(path);
  const createdFolder = await disk.createFolder(folder);
  const temporaryPath = join(folder, `${randomUUID()}.tmp`);
  try {
    await disk.writeFile(temporaryPath, text);
    if (!(await giveName(path, temporaryPath, disk))) return false;
  } finally {
    await disk.remove(temporaryPath);
  }
  await syncFolders(folder, dirname(createdFolder ?? folder), disk);
  return true;
}

/** A hard link, because `open(path, 'wx')` would show an empty file to readers for a moment. */
async function giveName(path: string, temporaryPath: string, disk: Disk): Promise<boolean> {
  try {
    await disk.link(temporaryPath, path);
    return true;
  } catch (cause) {
    if (errorCode(cause) === 'EEXIST') return false;
    throw new Error(
      `Cannot create ${path} (${errorCode(cause)}). The folder must be on a local disk that supports hard links: FAT, exFAT and network file systems do not work.`,
      { cause },
    );
  }
}

/** From a folder up to another one: each name is in the folder above, and may be new as well. */
async function syncFolders(folder: string, top: string, disk: Disk): Promise<void> {
  try {
    await disk.syncFolder(folder);
  } catch (error) {
    // Windows does not sync folders, and its names last without it.
    if (errorCode(error) !== 'EPERM') throw error;
  }
  if (folder !== top) await syncFolders(dirname(folder), top, disk);
}
