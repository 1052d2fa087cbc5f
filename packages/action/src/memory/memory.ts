import type { Ledger, LedgerEntry, Spending } from '@kling-automation/core';
import { GithubError } from '../github/github-error.ts';
import type { ActionHost } from '../runner/host.ts';
import { untilCancelled } from '../runner/until-cancelled.ts';
import type { LedgerCalls } from './ledger-calls.ts';
import { createRefLedger } from './ref-ledger.ts';
import { createRefSpending } from './ref-spending.ts';
import type { RefStore } from './ref-store.ts';
import type { ChooseTask } from './remembered-entry.ts';
import { createRunnerLedger, laterEntry, type RunnerLedgerOptions } from './runner-ledger.ts';
import { createStateLedger } from './state-ledger.ts';

/** What the Action remembers of its videos, in the repository or where else it may write. */
export interface Memory {
  /** Reads only; nothing is written before {@link Memory.openForPaying}. */
  readonly ledger: Pick<Ledger, 'read'>;
  /** The checksum of the file that a video became, if that is remembered. */
  readSha256(key: string): Promise<string | undefined>;
  recordSha256(key: string, sha256: string): Promise<void>;
  /** What the repository may have spent in this month; undefined if this job cannot see it. */
  spentThisMonth(): Promise<number | undefined>;
  /**
   * Finds out where this job may write.
   *
   * @throws {GithubError} when that is not known: nothing may be paid then.
   */
  openForPaying(): Promise<PayingMemory>;
}

export interface PayingMemory {
  readonly ledger: Ledger;
  /** What the repository spends in a month; undefined if this job may not write to it. */
  readonly month: Spending | undefined;
  /** Forgets months that nobody compares any more. */
  forgetOldMonths(): Promise<void>;
}

/** What a memory needs from outside. */
export interface MemoryOptions extends RunnerLedgerOptions {
  readonly host: Pick<ActionHost, 'saveState'>;
  /** Undefined without a token or outside of GitHub. */
  readonly refs: RefStore | undefined;
  /** Of all videos of this step. */
  readonly keys: readonly string[];
  readonly chooseTask: ChooseTask;
  readonly ledgerCalls: LedgerCalls;
  /** Called when what is paid is not remembered for good, with what that means. */
  readonly onShortMemory: (message: string) => void;
}

export function createMemory(options: MemoryOptions): Memory {
  const { host, ledgerCalls, refs, signal } = options;
  const state = createStateLedger(host);
  const runner = createRunnerLedger(options);
  const repository = refs && {
    store: refs,
    ledger: createRefLedger({ ...options, store: refs }),
    spending: createRefSpending({ ...options, store: refs }),
  };
  let isReadable = true;

  const readRepository = async <Value>(
    call: (parts: NonNullable<typeof repository>) => Promise<Value>,
  ) => {
    if (repository === undefined || !isReadable) return undefined;
    try {
      return await untilCancelled(call(repository), signal);
    } catch (error) {
      if (!(error instanceof GithubError && error.isPermissionMissing)) throw error;
      isReadable = false;
      return undefined;
    }
  };
  const read = async (key: string): Promise<LedgerEntry | undefined> => {
    const remembered = await readRepository(({ ledger }) => ledger.read(key));
    if (remembered !== undefined && !isPayable(remembered)) return remembered;
    // Earlier runs may not have been allowed to write to the repository.
    return laterEntry(remembered, await runner.read(key));
  };
  /** Each call is in the state of the step before it is anywhere else. */
  const writeTo = (place: Ledger): Ledger => ({
    read,
    async claim(key, intent, previous) {
      state.keep(key, intent);
      const isGranted = await place.claim(key, intent, previous);
      if (!isGranted) state.drop(key);
      return isGranted;
    },
    async record(key, entry) {
      state.keep(key, entry);
      await place.record(key, entry);
    },
  });

  return {
    ledger: { read },
    readSha256: (key) => readRepository(({ ledger }) => ledger.readSha256(key)),
    async recordSha256(key, sha256) {
      if (await repository?.store.ownObject()) await repository?.ledger.recordSha256(key, sha256);
    },
    spentThisMonth: () => readRepository(({ spending }) => spending.month.total()),
    async openForPaying() {
      const writable = repository && (await untilCancelled(repository.store.ownObject(), signal));
      if (repository === undefined || writable === undefined) {
        options.onShortMemory(explainShortMemory(options));
        const ledger = ledgerCalls.track(writeTo(runner));
        return { ledger, month: undefined, forgetOldMonths: async () => undefined };
      }
      const { forgetOldMonths, month, run } = repository.spending;
      const ledger = { ...ledgerCalls.track(writeTo(repository.ledger)), spending: run };
      return { ledger, month, forgetOldMonths };
    },
  };
}

/** Whether core would submit a video over this entry. */
function isPayable(entry: LedgerEntry): boolean {
  return entry.state === 'failed' && !entry.isFinal;
}

/** Where else it is remembered what is paid, and what to do about it. */
function explainShortMemory({ cache, refs }: MemoryOptions): string {
  const place = cache.access.canWrite
    ? 'in the Actions cache, for runs of this branch and for a week'
    : 'in the workspace of this runner';
  const reason =
    refs === undefined
      ? 'there is no github-token'
      : 'this job may not write to the repository: give it the permission contents: write';
  return `What is paid is only remembered ${place}, because ${reason}.`;
}
