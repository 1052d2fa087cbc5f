import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { type LedgerEntry, ledgerEntrySchema } from '../../memory/ledger-entry.ts';
import { mayReplace } from '../../memory/may-replace.ts';
import type { Ledger } from '../../ports.ts';
import { type Disk, systemDisk } from './disk.ts';
import { createDurableFile } from './durable-file.ts';
import { type EntryFile, formatEntryFile, parseEntryFile } from './entry-file.ts';
import { hasEnded, thisProcess } from './process-identity.ts';

/**
 * Creates a ledger in a folder of a local disk, so no crash and no second process pays for a
 * video again. Entries have reached the disk when a call resolves, and of several processes that
 * claim a key only one succeeds. To forget everything, delete the folder.
 *
 * A submission whose process has ended reads as `ambiguous`. Network file systems, FAT and exFAT
 * are not supported.
 *
 * @param directory created with the first entry; relative to the current directory of this moment.
 */
export function createFileLedger(directory: string): Ledger {
  return openFileLedger(resolve(directory), systemDisk);
}

/** An entry, and its number among the files of its key. */
interface NumberedEntry extends EntryFile {
  readonly number: number;
}

/**
 * Each key has a folder, each change a file of the next number there, and the highest number is
 * what counts. Files are never changed or removed: creating the next one is what only one process
 * can do, and so a claim cannot succeed over an entry that is no longer the latest.
 */
export function openFileLedger(directory: string, disk: Disk): Ledger {
  const lastNumber = async (key: string): Promise<number> => {
    const names = await disk.listNames(folderOf(key, directory));
    return Math.max(0, ...names.map(numberIn));
  };

  const readFile = async (key: string, number: number): Promise<NumberedEntry> => {
    const path = pathOf(key, number, directory);
    const text = await disk.readFile(path);
    try {
      return { ...parseEntryFile(text, key), number };
    } catch (cause) {
      throw new Error(damaged(path, folderOf(key, directory)), { cause });
    }
  };

  const append = (key: string, number: number, entry: LedgerEntry): Promise<boolean> => {
    const text = formatEntryFile({ key, entry, process: thisProcess() });
    return createDurableFile(pathOf(key, number, directory), text, disk);
  };

  const readLatest = async (key: string): Promise<NumberedEntry | undefined> => {
    const number = await lastNumber(key);
    if (number === 0) return undefined;
    const latest = await readFile(key, number);
    if (latest.entry.state !== 'submitting' || !hasEnded(latest.process)) return latest;
    // Everything the process wrote before it ended is visible only now.
    if ((await lastNumber(key)) !== number) return readLatest(key);
    return { ...latest, entry: { ...latest.entry, state: 'ambiguous' } };
  };

  return {
    read: async (key) => (await readLatest(key))?.entry,

    async claim(key, intent, previous) {
      const latest = await readLatest(key);
      if (contentOf(latest?.entry) !== contentOf(previous)) return false;
      return append(key, (latest?.number ?? 0) + 1, intent);
    },

    async record(key, entry) {
      let isStored = false;
      while (!isStored) {
        const number = await lastNumber(key);
        // Also over a damaged file: what is known now must not be lost as well.
        const current = number === 0 ? undefined : await readFile(key, number).catch(() => {});
        isStored = !mayReplace(entry, current?.entry) || (await append(key, number + 1, entry));
      }
    },
  };
}

function contentOf(entry: LedgerEntry | undefined): string | undefined {
  return entry && JSON.stringify(ledgerEntrySchema.parse(entry));
}

function pathOf(key: string, number: number, directory: string): string {
  return join(folderOf(key, directory), `${number}.json`);
}

/** Hashed, so any key is a valid name; as JSON, which keeps apart even keys that UTF-8 cannot. */
function folderOf(key: string, directory: string): string {
  const hash = createHash('sha256').update(JSON.stringify(key)).digest('hex');
  return join(directory, hash.slice(0, 32));
}

function numberIn(name: string): number {
  return Number(/^([1-9]\d*)\.json$/.exec(name)?.[1] ?? 0);
}

function damaged(path: string, folder: string): string {
  return `The ledger file ${path} is incomplete or was changed by hand, so it is unknown whether this video was paid for. Look for its task in the API in One dashboard. To submit the video again, delete the folder ${folder}.`;
}
