import type { Clock, Ledger } from '@kling-automation/core';
import { createFileLedger } from '@kling-automation/core/node';
import type { ReleaseShelf } from '../release/release-shelf.ts';
import type { ActionHost } from '../runner/host.ts';
import { createCacheLedger } from './cache-ledger.ts';
import type { CacheAccess, CacheStore } from './cache-store.ts';
import { createDownloadedFiles } from './downloaded-files.ts';
import { createLayeredLedger } from './layered-ledger.ts';
import type { LedgerCalls } from './ledger-calls.ts';
import type { KeptFile } from './ledger-page.ts';
import { createReleaseLedger } from './release-ledger.ts';
import { createStateLedger } from './state-ledger.ts';

/** The ledger of this run, and what it knows of files. */
export interface LedgerBook {
  readonly ledger: Ledger;
  /** Notes the file that came of a video, wherever there is room for it. */
  noteFile(key: string, file: KeptFile): Promise<void>;
  /** The file that came of a video, as it was when it was whole. */
  readFile(key: string): Promise<KeptFile | undefined>;
}

/** What the ledger needs from outside. */
export interface LedgerOptions {
  readonly host: Pick<ActionHost, 'saveState'>;
  /** Where the ledger of the workspace is. */
  readonly directory: string;
  readonly shelf: ReleaseShelf | undefined;
  readonly cache: { readonly access: CacheAccess; readonly store: CacheStore };
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onCacheTrouble: (message: string) => void;
  readonly ledgerCalls: LedgerCalls;
}

/**
 * Opens the ledger. What a page says outlives the process on disk and in the step's state, other
 * jobs in the Actions cache, and all of them in the release.
 */
export function openLedgerBook(options: LedgerOptions): LedgerBook {
  const { cache, clock, directory, host, ledgerCalls, onCacheTrouble, shelf, signal } = options;
  const files = createDownloadedFiles(directory);
  const release = shelf && createReleaseLedger(shelf);
  const layers = [
    createStateLedger(host),
    createFileLedger(directory),
    ...(release === undefined ? [] : [release]),
    createCacheLedger({ ...cache, clock, signal, onTrouble: onCacheTrouble }),
  ];
  return {
    ledger: ledgerCalls.track(createLayeredLedger(layers)),
    async noteFile(key, file) {
      await Promise.all([files.record(key, file), release?.noteFile(key, file)]);
    },
    readFile: async (key) => (await release?.readFile(key)) ?? (await files.read(key)),
  };
}
