import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger, LedgerEntry } from '@kling-automation/core';
import type { ReleaseShelf } from '../release/release-shelf.ts';
import { type KeptFile, type LedgerPage, readPage, writePage } from './ledger-page.ts';

/** The ledger beside the videos of a release. */
export interface ReleaseLedger extends Ledger {
  /** Notes the file that came of a video. */
  noteFile(key: string, file: KeptFile): Promise<void>;
  /** The file that came of a video, as it was. */
  readFile(key: string): Promise<KeptFile | undefined>;
}

/** A video may be submitted anew after it failed, each time under another name. */
const mostAttempts = 20;

/**
 * Keeps a page for each video as an asset of the release, named like the video: the only ledger
 * that outlives caches and branches. Of two jobs that claim a name, GitHub refuses one.
 *
 * @param stemOf names the file of a video, without its ending.
 */
export function createReleaseLedger(
  shelf: ReleaseShelf,
  stemOf: (key: string) => string,
): ReleaseLedger {
  const nameOf = (key: string, attempt: number) =>
    attempt === 1 ? `${stemOf(key)}.json` : `${stemOf(key)}-${attempt}.json`;
  const latest = async (key: string): Promise<{ attempt: number; page?: LedgerPage }> => {
    let found: { attempt: number; page?: LedgerPage } = { attempt: 0 };
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const text = await shelf.readText(nameOf(key, attempt));
      const page = text === undefined ? undefined : readPage(text, key);
      if (page === undefined) return found;
      found = { attempt, page };
      if (page.entry.state !== 'failed') return found;
    }
    return found;
  };
  const put = async (attempt: number, page: LedgerPage) => {
    if (shelf.obstacle !== undefined) return;
    const directory = await mkdtemp(join(tmpdir(), 'ledger-'));
    try {
      const content = Buffer.from(writePage(page));
      const name = nameOf(page.key, attempt);
      const path = join(directory, name);
      await writeFile(path, content);
      const sha256 = createHash('sha256').update(content).digest('hex');
      await shelf.put({ name, path, label: name, bytes: content.length, sha256 });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  };
  return {
    read: async (key) => (await latest(key)).page?.entry,
    async claim(key, intent: LedgerEntry) {
      if (shelf.obstacle !== undefined) return true;
      const { attempt, page } = await latest(key);
      if (page !== undefined && page.entry.state !== 'failed') return false;
      const claim = {
        ...JSON.parse(writePage({ key, entry: intent })),
        claim: crypto.randomUUID(),
      };
      return shelf.claim(nameOf(key, attempt + 1), `${JSON.stringify(claim, null, 2)}\n`);
    },
    async record(key, entry) {
      const { attempt, page } = await latest(key);
      await put(Math.max(1, attempt), { key, entry, file: page?.file });
    },
    async noteFile(key, file) {
      const { attempt, page } = await latest(key);
      if (page !== undefined) await put(attempt, { ...page, file });
    },
    readFile: async (key) => (await latest(key)).page?.file,
  };
}
