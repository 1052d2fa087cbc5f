import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { errorCode } from '../../network/error-code.ts';

/** The calls to the disk that a file ledger makes. */
export interface Disk {
  /** Creates a folder and those above it. @returns the topmost folder created, if any. */
  createFolder(path: string): Promise<string | undefined>;
  /** Writes a file that does not exist yet, through to the disk. */
  writeFile(path: string, text: string): Promise<void>;
  /** Gives an existing file a second name. @throws EEXIST when the name is taken. */
  link(existingPath: string, path: string): Promise<void>;
  /** Removes a name, if it exists. */
  remove(path: string): Promise<void>;
  /** Makes the names in a folder survive a power cut. @throws EPERM on Windows. */
  syncFolder(path: string): Promise<void>;
  readFile(path: string): Promise<string>;
  /** The names in a folder; none when there is no folder. */
  listNames(path: string): Promise<readonly string[]>;
}

/** The disk of this machine. */
export const systemDisk: Disk = {
  createFolder: (path) => mkdir(path, { recursive: true }),

  async writeFile(path, text) {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  },

  link,
  remove: (path) => rm(path, { force: true }),

  async syncFolder(path) {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  },

  readFile: (path) => readFile(path, 'utf8'),

  async listNames(path) {
    try {
      return await readdir(path);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    }
  },
};
