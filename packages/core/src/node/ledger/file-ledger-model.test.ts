import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EntryIn, LedgerEntry } from '../../memory/ledger-entry.ts';
import { mayReplace } from '../../memory/may-replace.ts';
import { systemDisk } from './disk.ts';
import { openFileLedger } from './file-ledger.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ledger-'));
});
afterEach(() => rm(directory, { recursive: true }));

const submission = fc.record(
  {
    attempt: fc.integer({ min: 1, max: 3 }),
    at: fc.integer({ min: 1, max: 3 }),
    credits: fc.nat(),
    owner: fc.string(),
  },
  { requiredKeys: ['attempt', 'at'] },
);
const task = fc.record({ taskId: fc.string({ minLength: 1 }), submittedAt: fc.nat() });
const anyIntent: fc.Arbitrary<EntryIn<'submitting'>> = submission.map((facts) => ({
  state: 'submitting',
  ...facts,
}));
const anyEntry: fc.Arbitrary<LedgerEntry> = fc
  .tuple(fc.nat({ max: 3 }), submission, task)
  .map(([state, facts, named]) => {
    const states = [
      { state: 'ambiguous', ...facts },
      { state: 'submitted', ...facts, ...named },
      { state: 'finished', ...facts, ...named },
    ] as const;
    return states[state] ?? { state: 'failed', ...facts, reason: 'unknown', isFinal: false };
  });

const operation = fc.record({
  key: fc.constantFrom('one', 'other'),
  /** Which of the two ledgers. */
  index: fc.constantFrom(0, 1),
  intent: fc.option(anyIntent),
  entry: anyEntry,
  /** Claims over the latest entry, or over one that has been replaced. */
  isLatest: fc.boolean(),
});

/** Fast, because its names do not have to survive a power cut. */
const disk = { ...systemDisk, syncFolder: async () => {} };

test('two file ledgers in one folder return what one memory would', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 20 }), async (operations) => {
      const folder = await mkdtemp(join(directory, 'run-'));
      const ledgers = [openFileLedger(folder, disk), openFileLedger(folder, disk)] as const;
      const memory = createMemory();

      for (const { entry, index, intent, isLatest, key } of operations) {
        if (intent === null) {
          await ledgers[index].record(key, entry);
          memory.record(key, entry);
        } else {
          const previous = isLatest ? memory.read(key) : memory.readReplaced(key);
          const isGranted = await ledgers[index].claim(key, intent, previous);
          expect(isGranted).toBe(memory.claim(key, intent, previous));
        }
        const reads = await Promise.all(ledgers.map((ledger) => ledger.read(key)));
        expect(reads).toEqual([memory.read(key), memory.read(key)]);
      }
    }),
  );
});

/** What a file ledger promises, without files. */
function createMemory() {
  const histories = new Map<string, readonly LedgerEntry[]>();
  const historyOf = (key: string) => histories.get(key) ?? [];
  const put = (key: string, entry: LedgerEntry) => histories.set(key, [...historyOf(key), entry]);
  const read = (key: string) => historyOf(key).at(-1);
  return {
    read,
    readReplaced: (key: string) => historyOf(key).at(-2),
    claim(key: string, intent: LedgerEntry, previous: LedgerEntry | undefined) {
      if (!isDeepStrictEqual(read(key), previous)) return false;
      put(key, intent);
      return true;
    },
    record(key: string, entry: LedgerEntry) {
      if (mayReplace(entry, read(key))) put(key, entry);
    },
  };
}
