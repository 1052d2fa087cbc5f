import type { Ledger, LedgerEntry } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { type OnceRows, openOnceRows } from './once-rows.ts';
import { eraseTaskId, readTaskId, writeTaskId } from './written-task-id.ts';

/**
 * Creates the ledger of Render Once, which outlives executions, workers and killed processes. The
 * intent to submit goes into n8n's database before the POST, the task id after it. So whatever kills
 * n8n in between, the next execution either goes on with the same task, or stops and says that it
 * may have been charged.
 */
export async function createOnceLedger(
  context: IExecuteFunctions,
  execution: Ledger,
): Promise<Ledger> {
  const rows = await openOnceRows(context);

  return {
    async read(key) {
      const entry = await execution.read(key);
      if (entry !== undefined && !openStates.has(entry.state)) return entry;
      const found = await readRows(rows, key, entry?.at ?? Date.now());
      if (found?.state === 'submitting') await execution.record(key, found);
      return found ?? (entry?.state === 'failed' ? entry : undefined);
    },

    async claim(key, intent) {
      if (!(await rows.create(intentRow(key), 1))) return false;
      await execution.record(key, intent);
      return true;
    },

    async record(key, entry) {
      await execution.record(key, entry);
      if (entry.state === 'submitted') await writeTaskId(rows, key, entry.taskId);
      if (entry.state === 'ambiguous') await rows.create(lostRow(key), 1);
      if (entry.state === 'failed') {
        await eraseTaskId(rows, key);
        await rows.drop(lostRow(key));
        // The last: as long as it is there, nobody submits.
        await rows.drop(intentRow(key));
      }
    },
  };
}

/** What the execution remembers, but another one may have gone beyond. */
const openStates: ReadonlySet<LedgerEntry['state']> = new Set(['submitting', 'failed']);

function intentRow(key: string): string {
  return `intent of ${key}`;
}

function lostRow(key: string): string {
  return `lost answer of ${key}`;
}

/** What an earlier execution, or another one at this moment, left in the database. */
async function readRows(rows: OnceRows, key: string, at: number): Promise<LedgerEntry | undefined> {
  if ((await rows.size(intentRow(key))) === 0) return undefined;
  const taskId = await readTaskId(rows, key);
  const attempt = 1;
  if (taskId !== undefined) return { state: 'submitted', attempt, at, taskId, submittedAt: at };
  if ((await rows.size(lostRow(key))) > 0) return { state: 'ambiguous', attempt, at };
  // It may just be under way elsewhere; core waits a while before it gives up.
  return { state: 'submitting', attempt, at };
}
