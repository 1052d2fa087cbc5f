import { type Clock, type Ledger, type LedgerEntry, mayReplace } from '@kling-automation/core';
import { urgencies } from '../github/write-queue.ts';
import type { RefStore } from './ref-store.ts';
import { type ChooseTask, createEntryReader } from './remembered-entry.ts';
import { bareEntry, chooseAttempt } from './video-attempts.ts';
import { createVideoRefs } from './video-refs.ts';

/** A ledger in the git references of the repository. */
export interface RefLedger extends Ledger {
  /** The checksum of the file that a video became, as it was downloaded. */
  readSha256(key: string): Promise<string | undefined>;
  /** Records that checksum, once. */
  recordSha256(key: string, sha256: string): Promise<void>;
}

/** What the ledger needs. */
export interface RefLedgerOptions {
  readonly store: RefStore;
  /** Of all videos of this step. */
  readonly keys: readonly string[];
  readonly clock: Clock;
  readonly chooseTask: ChooseTask;
}

export function createRefLedger(options: RefLedgerOptions): RefLedger {
  const refs = createVideoRefs(options.keys, options);
  const readEntry = createEntryReader({ ...options, refs });
  /** What this step wrote, which a listing of some seconds ago lacks. */
  const own = new Map<string, LedgerEntry>();
  const lastAttempt = new Map<string, number>();
  const checksums = new Map<string, string>();

  const claimNumber = async (key: string, attempt: number): Promise<boolean> => {
    const options = { urgency: urgencies.claim };
    const outcome = await refs.create({ key, attempt }, { kind: 'claim' }, options);
    if (outcome === 'exists') refs.expire();
    return outcome === 'created';
  };
  const find = async (key: string) => {
    const attempts = await refs.attemptsOf(key);
    for (const { sha256 } of attempts) if (sha256 !== undefined) checksums.set(key, sha256);
    return chooseAttempt(attempts);
  };
  const record = async (key: string, entry: LedgerEntry): Promise<void> => {
    const { attempt } = entry;
    if (mayReplace(entry, own.get(key))) own.set(key, entry);
    lastAttempt.set(key, attempt);
    switch (entry.state) {
      case 'submitting':
        return;
      case 'submitted':
      case 'finished':
        await refs.createTask(key, entry);
        // A task that a person named was never claimed, and its number must not be free.
        await refs.create({ key, attempt }, { kind: 'claim' });
        return;
      case 'ambiguous':
        await refs.create({ key, attempt }, { kind: 'lost' }, { urgency: urgencies.paid });
        return;
      case 'failed': {
        const { isFinal, reason } = entry;
        await refs.create({ key, attempt }, { kind: 'failed', reason, isFinal });
      }
    }
  };

  return {
    async read(key) {
      const found = await find(key);
      const written = own.get(key);
      const isOwn = written !== undefined && mayReplace(written, found && bareEntry(found));
      const entry = isOwn ? written : found && (await readEntry(key, found));
      lastAttempt.set(key, entry?.attempt ?? 1);
      return entry;
    },

    async claim(key, intent, previous) {
      // Numbers that only another ledger has: a run that does not read it must not find them free.
      for (let attempt = 1; attempt < intent.attempt; attempt += 1) {
        if (refs.isKnown({ key, attempt })) continue;
        if (!(await claimNumber(key, attempt))) return false;
        if (previous?.attempt === attempt) await record(key, previous);
      }
      const isGranted = await claimNumber(key, intent.attempt);
      if (isGranted) own.set(key, intent);
      return isGranted;
    },

    record,

    async readSha256(key) {
      await find(key);
      return checksums.get(key);
    },

    async recordSha256(key, sha256) {
      if (checksums.has(key)) return;
      checksums.set(key, sha256);
      const attempt = lastAttempt.get(key) ?? 1;
      await refs.create({ key, attempt }, { kind: 'done', sha256 });
    },
  };
}
