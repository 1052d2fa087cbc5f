import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ledger, LedgerEntry } from '@kling-automation/core';
import { type KeptFile, type LedgerPage, readPage, writePage } from './ledger-page.ts';

/** A ledger in a directory beside the videos. */
export interface FileLedger extends Ledger {
  /** Notes the file that came of a video. */
  noteFile(key: string, file: KeptFile): Promise<void>;
  /** The file that came of a video, as it was. */
  readFile(key: string): Promise<KeptFile | undefined>;
}

/**
 * Keeps a page for each video in a directory. Survives the process, and the job where the workspace
 * does: on one's own runners, and where a workflow keeps the directory.
 *
 * Only one job works in a workspace at a time, so that a claim is never refused.
 */
export function createFileLedger(directory: string): FileLedger {
  const pathOf = (key: string) => join(directory, `${key}.json`);
  const readEntry = async (key: string): Promise<LedgerPage | undefined> => {
    try {
      return readPage(await readFile(pathOf(key), 'utf8'), key);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw new Error(`${pathOf(key)} cannot be read.`, { cause: error });
    }
  };
  const write = async (page: LedgerPage) => {
    await mkdir(directory, { recursive: true });
    const path = pathOf(page.key);
    // A page is there whole or not at all, whatever happens to the machine.
    const file = await open(`${path}.new`, 'w');
    try {
      await file.writeFile(writePage(page));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  };
  const record = async (key: string, entry: LedgerEntry) => {
    const before = await readEntry(key).catch(() => undefined);
    await write({ key, entry, file: before?.file });
  };
  return {
    read: async (key) => (await readEntry(key))?.entry,
    async claim(key, intent) {
      await record(key, intent);
      return true;
    },
    record,
    async noteFile(key, file) {
      const page = await readEntry(key);
      if (page !== undefined) await write({ ...page, file });
    },
    readFile: async (key) => (await readEntry(key))?.file,
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
