import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger, LedgerEntry } from '@kling-automation/core';
import type { ReleaseStore } from '../release/release-store.ts';
import { type LedgerFile, readPage, type VideoFile, writePage } from './ledger-file.ts';

/** The ledger beside the videos of a release. */
export interface ReleaseLedger extends Ledger {
  /** Notes the file that came of a video. */
  recordFile(key: string, file: VideoFile): Promise<void>;
  /** The file that came of a video, as it was. */
  readFile(key: string): Promise<VideoFile | undefined>;
}

/**
 * The page is replaced again and again, and is not there for a moment each time. The claim is
 * never touched, so nobody takes that moment for the beginning.
 */
const endings = { claim: '.claim.json', page: '.json' } as const;

/** A video may be submitted again after it failed, each time under another name. */
const mostAttempts = 20;

/**
 * Keeps a page for each video as an asset of the release: the only ledger that outlives caches and
 * branches. Named by the key, because a video may have another name the next time. Of
 * two jobs that claim a name, GitHub refuses one.
 */
export function createReleaseLedger(releaseStore: ReleaseStore): ReleaseLedger {
  const nameOf = (key: string, attempt: number, ending: string) =>
    `kling-ledger-${key.slice(0, 16)}${attempt === 1 ? '' : `-${attempt}`}${ending}`;
  const pageAt = async (key: string, attempt: number): Promise<LedgerFile | undefined> => {
    const claim = await releaseStore.readText(nameOf(key, attempt, endings.claim));
    if (claim === undefined) return undefined;
    const page = await releaseStore.readText(nameOf(key, attempt, endings.page));
    return readPage(page ?? claim, key);
  };
  const latest = async (key: string): Promise<{ attempt: number; page?: LedgerFile }> => {
    let found: { attempt: number; page?: LedgerFile } = { attempt: 0 };
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const page = await pageAt(key, attempt);
      if (page === undefined) return found;
      found = { attempt, page };
      if (page.entry.state !== 'failed') return found;
    }
    return found;
  };
  const claimAttempt = (key: string, attempt: number, intent: LedgerEntry): Promise<boolean> => {
    // Makes the claims of two runs different.
    const claim = { key, entry: intent, claim: crypto.randomUUID() };
    const name = nameOf(key, attempt, endings.claim);
    return releaseStore.claim(name, `${JSON.stringify(claim, null, 2)}\n`);
  };
  const put = async (attempt: number, page: LedgerFile) => {
    if (releaseStore.obstacle !== undefined) return;
    const directory = await mkdtemp(join(tmpdir(), 'ledger-'));
    try {
      const content = Buffer.from(writePage(page));
      const name = nameOf(page.key, attempt, endings.page);
      const path = join(directory, name);
      await writeFile(path, content);
      const sha256 = createHash('sha256').update(content).digest('hex');
      await releaseStore.put({ name, path, label: name, bytes: content.length, sha256 });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  };
  return {
    read: async (key) => (await latest(key)).page?.entry,
    async claim(key, intent: LedgerEntry) {
      if (releaseStore.obstacle !== undefined) return true;
      const { attempt, page } = await latest(key);
      if (page !== undefined && page.entry.state !== 'failed') return false;
      return claimAttempt(key, attempt + 1, intent);
    },
    async record(key, entry) {
      if (releaseStore.obstacle !== undefined) return;
      const { attempt, page } = await latest(key);
      // A task that was given by hand was never claimed.
      if (page === undefined)
        await claimAttempt(key, 1, { state: 'submitting', attempt: 1, at: entry.at });
      await put(Math.max(1, attempt), { key, entry, file: page?.file });
    },
    async recordFile(key, file) {
      const { attempt, page } = await latest(key);
      if (page !== undefined) await put(attempt, { ...page, file });
    },
    readFile: async (key) => (await latest(key)).page?.file,
  };
}
