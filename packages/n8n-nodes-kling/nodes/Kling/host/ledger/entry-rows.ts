import { failedTaskId, type LedgerEntry } from '@kling-automation/core';
import type { DedupRows } from '../n8n-internals/dedup-rows.ts';
import { readText, writeText } from './encoded-text.ts';

/** Entries of a ledger in n8n's database. They are only added to, so nothing is undone by a crash. */
export interface EntryRows {
  /** @param at The time of the entry, which rows cannot keep. */
  read(key: string, at: number): Promise<LedgerEntry | undefined>;
  /** Claims an attempt, before its POST; false when another execution has. */
  claim(key: string, attempt: number): Promise<boolean>;
  record(key: string, entry: LedgerEntry): Promise<void>;
}

/** Reasons by the size of their row; the second and third are final. */
const reasons = ['other', 'content-policy', 'input-fetch'];

/** Creates the entries on rows. */
export function createEntryRows(rows: DedupRows): EntryRows {
  const readAttempt = async (key: string, attempt: number, at: number): Promise<LedgerEntry> => {
    const name = nameOf(key, attempt);
    const [failure, taskId] = await Promise.all([
      rows.size(`failure of ${name}`),
      readText(rows, name),
    ]);
    const submission = { attempt, at };
    const reason = reasons[failure - 1];
    if (reason !== undefined) {
      const task = taskId === undefined ? {} : { taskId };
      return { state: 'failed', ...submission, ...task, reason, isFinal: failure > 1 };
    }
    if (taskId !== undefined) return { state: 'submitted', ...submission, taskId, submittedAt: at };
    const isLost = (await rows.size(`lost response of ${name}`)) > 0;
    // Without a lost response it may be in progress elsewhere; core waits before it gives up.
    return { state: isLost ? 'ambiguous' : 'submitting', ...submission };
  };

  return {
    async read(key, at) {
      let entry: LedgerEntry | undefined;
      for (let attempt = 1; (await rows.size(intentRow(key, attempt))) > 0; attempt += 1) {
        const earlierTaskId = failedTaskId(entry);
        entry = await readAttempt(key, attempt, at);
        if (earlierTaskId !== undefined) entry = { ...entry, earlierTaskId };
        if (entry.state !== 'failed') break;
      }
      return entry;
    },

    claim: (key, attempt) => rows.create(intentRow(key, attempt), 1),

    async record(key, entry) {
      const name = nameOf(key, entry.attempt);
      if (entry.state === 'submitted') await writeText(rows, name, entry.taskId);
      if (entry.state === 'ambiguous') await rows.create(`lost response of ${name}`, 1);
      if (entry.state === 'failed') {
        const size = entry.isFinal ? Math.max(2, reasons.indexOf(entry.reason) + 1) : 1;
        await rows.create(`failure of ${name}`, size);
      }
    },
  };
}

function nameOf(key: string, attempt: number): string {
  return `${key} ${attempt}`;
}

function intentRow(key: string, attempt: number): string {
  return `intent of ${nameOf(key, attempt)}`;
}
