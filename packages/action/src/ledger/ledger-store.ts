import type { Clock, Ledger } from '@kling-automation/core';
import { createFileLedger } from '@kling-automation/core/node';
import type { ReleaseStore } from '../release/release-store.ts';
import type { ActionHost } from '../runner/host.ts';
import { createCacheLedger } from './cache-ledger.ts';
import type { CacheAccess, CacheStore } from './cache-store.ts';
import { createDownloadedFiles } from './downloaded-files.ts';
import { createLayeredLedger } from './layered-ledger.ts';
import type { LedgerCalls } from './ledger-calls.ts';
import type { VideoFile } from './ledger-file.ts';
import { createReleaseLedger } from './release-ledger.ts';
import { createStateLedger } from './state-ledger.ts';

/** The ledger of this run, and what it knows of files. */
export interface LedgerStore {
  readonly ledger: Ledger;
  /** Records the file of a finished video. */
  recordFile(key: string, file: VideoFile): Promise<void>;
  /** The file that came of a video, as it was when it was whole. */
  readFile(key: string): Promise<VideoFile | undefined>;
}

/** What the ledger needs from outside. */
export interface LedgerOptions {
  readonly host: Pick<ActionHost, 'saveState'>;
  /** Where the ledger of the workspace is. */
  readonly directory: string;
  readonly releaseStore: ReleaseStore | undefined;
  readonly cache: { readonly access: CacheAccess; readonly store: CacheStore };
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onCacheFailure: (message: string) => void;
  readonly ledgerCalls: LedgerCalls;
}

/**
 * Opens the ledger. Entries on disk and in the step's state outlive the process; other jobs see
 * those in the Actions cache; those on the release outlive all of them.
 */
export function openLedgerStore(options: LedgerOptions): LedgerStore {
  const { cache, clock, directory, host, ledgerCalls, onCacheFailure, releaseStore, signal } =
    options;
  const files = createDownloadedFiles(directory);
  const release = releaseStore && createReleaseLedger(releaseStore);
  const layers = [
    createStateLedger(host),
    createFileLedger(directory),
    ...(release === undefined ? [] : [release]),
    createCacheLedger({ ...cache, clock, signal, onFailure: onCacheFailure }),
  ];
  return {
    ledger: ledgerCalls.track(createLayeredLedger(layers)),
    async recordFile(key, file) {
      await Promise.all([files.record(key, file), release?.recordFile(key, file)]);
    },
    readFile: async (key) => (await release?.readFile(key)) ?? (await files.read(key)),
  };
}
