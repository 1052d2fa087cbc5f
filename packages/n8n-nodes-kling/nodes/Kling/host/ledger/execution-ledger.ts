import { type Ledger, type LedgerEntry, mayReplace, type Spending } from '@kling-automation/core';
import type { EntryRows } from './entry-rows.ts';
import type { ExecutionMemory } from './execution-memory.ts';
import type { SpentRows } from './spent-rows.ts';

/** What of a ledger outlives a process that is killed. */
export interface LedgerRows {
  readonly entries: EntryRows;
  /** Undefined where nothing names the execution that spends. */
  readonly spent: SpentRows | undefined;
}

/**
 * Creates the ledger of an execution: in the node's memory, because that is fast, and in rows of
 * n8n's database where there are any, because only those are saved before the POST.
 */
export function createExecutionLedger(
  memory: ExecutionMemory,
  rows?: LedgerRows | undefined,
): Ledger {
  const { entries } = memory;
  const find = (key: string) => (Object.hasOwn(entries, key) ? entries[key] : undefined);

  return {
    async read(key) {
      const known = find(key);
      if (rows === undefined || (known !== undefined && isSettled(known))) return known;
      const saved = await rows.entries.read(key, known?.at ?? Date.now());
      if (saved !== undefined && isNews(saved, find(key))) entries[key] = saved;
      return find(key);
    },

    async claim(key, intent, previous) {
      const known = find(key);
      // A model may call its tool twice at once, and both calls share this memory.
      if (known?.state !== previous?.state || known?.at !== previous?.at) return false;
      entries[key] = intent;
      const isGranted = await (rows?.entries.claim(key, intent.attempt) ?? true);
      if (!isGranted) restore(entries, key, known);
      return isGranted;
    },

    async record(key, entry) {
      if (!mayReplace(entry, find(key))) return;
      entries[key] = entry;
      await rows?.entries.record(key, entry);
    },

    spending: createSpending(memory, rows?.spent),
  };
}

/** Nothing that another execution does can change it. */
function isSettled(entry: LedgerEntry): boolean {
  const { state } = entry;
  return state === 'submitted' || state === 'finished' || (state === 'failed' && entry.isFinal);
}

/** Rows hold less than the memory of the same state: they keep no time, reason or message. */
function isNews(saved: LedgerEntry, known: LedgerEntry | undefined): boolean {
  const isSame = saved.state === known?.state && saved.attempt === known.attempt;
  return !isSame && mayReplace(saved, known);
}

function restore(
  entries: Record<string, LedgerEntry>,
  key: string,
  previous: LedgerEntry | undefined,
): void {
  if (previous === undefined) delete entries[key];
  else entries[key] = previous;
}

/** Counts everything that the execution may have been charged through this node. */
function createSpending({ spent }: ExecutionMemory, rows: SpentRows | undefined): Spending {
  const synchronize = async () => {
    const from = spent.length;
    const others = (await rows?.list(from)) ?? [];
    // Another item may have added them meanwhile.
    spent.push(...others.slice(spent.length - from).map((credits) => ({ credits })));
  };

  const add = async (submission: string, credits: number): Promise<void> => {
    for (;;) {
      await synchronize();
      const place = spent.length;
      spent.push({ submission, credits });
      if ((await rows?.add(place, credits)) !== false) return;
      // Another execution of the same root took the place.
      spent.splice(place, 1);
    }
  };

  let adding: Promise<void> = Promise.resolve();
  return {
    async reserve(key, attempt, credits) {
      // One after the other: each place is taken once.
      adding = adding.catch(() => {}).then(() => add(nameOf(key, attempt), credits));
      await adding;
    },
    async settle(key, attempt, credits) {
      const submission = nameOf(key, attempt);
      const place = spent.findLastIndex((each) => each.submission === submission);
      const counted = spent[place];
      if (counted === undefined || counted.credits === credits) return;
      spent[place] = { submission, credits };
      await rows?.correct(place, credits);
    },
    async total() {
      await synchronize();
      return spent.reduce((sum, { credits }) => sum + credits, 0);
    },
  };
}

function nameOf(key: string, attempt: number): string {
  return `${key} ${attempt}`;
}
