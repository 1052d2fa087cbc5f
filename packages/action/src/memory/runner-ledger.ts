import { resolve } from 'node:path';
import { type Clock, type Ledger, type LedgerEntry, mayReplace } from '@kling-automation/core';
import { createFileLedger } from '@kling-automation/core/node';
import { createCacheLedger } from './cache-ledger.ts';
import type { CacheAccess, CacheStore } from './cache-store.ts';

/** What a runner has besides the repository. */
export interface RunnerLedgerOptions {
  /** Where the ledger of the workspace is. @default only the cache is used */
  readonly directory: string | undefined;
  readonly cache: { readonly access: CacheAccess; readonly store: CacheStore };
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * The ledger of jobs that may not write to the repository: the Actions cache, which other jobs of
 * the branch see for a week, and a file, for runners that keep their workspace.
 */
export function createRunnerLedger(options: RunnerLedgerOptions): Ledger {
  const { cache, directory } = options;
  const shared = createCacheLedger({ ...options, ...cache });
  if (directory === undefined) return shared;
  const file = createFileLedger(directory);
  /** A claim in the file must be over what the file had, not over what the cache knows. */
  const inFile = new Map<string, LedgerEntry | undefined>();

  return {
    async read(key) {
      const entry = await file.read(key);
      inFile.set(key, entry);
      return laterEntry(await shared.read(key), entry);
    },

    async claim(key, intent, previous) {
      if (!(await shared.claim(key, intent, previous))) return false;
      try {
        return await file.claim(key, intent, inFile.get(key));
      } catch (error) {
        const reason = 'the workspace could not be written to';
        const unpaid = { ...intent, state: 'failed', credits: 0, reason, isFinal: false } as const;
        await shared.record(key, unpaid);
        throw error;
      }
    },

    async record(key, entry) {
      const writes = [file.record(key, entry), shared.record(key, entry)];
      for (const write of await Promise.allSettled(writes)) {
        if (write.status === 'rejected') throw write.reason;
      }
      inFile.set(key, await file.read(key));
    },
  };
}

/** Where the ledger of a workspace is. */
export function ledgerDirectory(workspace: string, outputDirectory: string): string {
  return resolve(workspace, outputDirectory, '.kling-ledger');
}

/** Of what two ledgers know of one video, what came later. */
export function laterEntry(
  one: LedgerEntry | undefined,
  other: LedgerEntry | undefined,
): LedgerEntry | undefined {
  return other !== undefined && mayReplace(other, one) ? other : one;
}
