import { type Ledger, LedgerError } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { createEntryRows } from '../../host/ledger/entry-rows.ts';
import { createExecutionLedger } from '../../host/ledger/execution-ledger.ts';
import { openExecutionMemory } from '../../host/ledger/execution-memory.ts';
import { createPlaceRows } from '../../host/ledger/place-rows.ts';
import { createSpentRows } from '../../host/ledger/spent-rows.ts';
import { type DedupRows, openDedupRows, withoutRows } from '../../host/n8n-internals/dedup-rows.ts';
import { isRecorded, readRootExecution } from '../../host/n8n-internals/root-execution.ts';
import type { ValidItem } from '../../request/video-items.ts';
import type { RunSettings } from '../../settings.ts';
import { type AssignedItem, assignVideos } from './assign-videos.ts';
import { digestOf, readContent } from './item-identity.ts';

/** What the node knows of its videos, and under which keys. */
export interface VideoMemory {
  readonly ledger: Ledger;
  /** Finds the video of each item: one already paid, or a new one. */
  assign(items: readonly ValidItem[]): Promise<readonly AssignedItem[]>;
}

/**
 * Opens the memory of the execution, or of the workflow with Pay Once Per Content.
 *
 * @throws {LedgerError} when n8n cannot read it; nothing is submitted then.
 * @throws {NodeOperationError} when Pay Once Per Content is not possible here.
 */
export async function openVideoMemory(
  context: IExecuteFunctions,
  { payOncePer }: Pick<RunSettings, 'payOncePer'>,
  apiUrl: URL,
): Promise<VideoMemory> {
  const [root, dedupRows] = await readOrFail(() =>
    Promise.all([readRootExecution(context), openDedupRows(context)]),
  );
  // A run against another server, such as the sandbox, never meets one of this server.
  const node = [context.getNode().id, apiUrl.origin];
  const scope = digestOf(['execution', root ?? null, ...node]);
  // Without a root the rows of all executions would have the same names; what n8n does not record,
  // nobody can retry.
  const executionRows = root !== undefined && isRecorded(context) ? dedupRows : undefined;

  if (payOncePer === 'execution') return openExecution(context, scope, executionRows);
  if (dedupRows === undefined) throw withoutRows(context);
  const ledger = createExecutionLedger(openExecutionMemory(context), {
    entries: createEntryRows(dedupRows),
    spent: executionRows && createSpentRows(executionRows, scope),
  });
  const keyOf = (item: ValidItem) => digestOf(['content', readContent(context, item), ...node]);
  return { ledger, assign: async (items) => items.map((item) => ({ ...item, key: keyOf(item) })) };
}

function openExecution(
  context: IExecuteFunctions,
  scope: string,
  rows: DedupRows | undefined,
): VideoMemory {
  const memory = openExecutionMemory(context);
  const places = rows && createPlaceRows(rows, scope);
  const placeOf = new Map<string, string>();
  const ledger = createExecutionLedger(
    memory,
    rows && { entries: createEntryRows(rows), spent: createSpentRows(rows, scope) },
  );
  return {
    ledger: {
      ...ledger,
      async claim(key, intent, previous) {
        const isGranted = await ledger.claim(key, intent, previous);
        const place = placeOf.get(key);
        if (isGranted && place !== undefined) await places?.keep(place, key);
        return isGranted;
      },
    },
    async assign(items) {
      const assign = () => assignVideos(context, items, { ledger, memory, places, scope });
      const assigned = await readOrFail(assign);
      for (const { key, place } of assigned) if (place !== undefined) placeOf.set(key, place);
      return assigned;
    },
  };
}

async function readOrFail<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    throw unreadable(cause);
  }
}

function unreadable(cause: unknown): LedgerError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const what = `n8n could not read what this execution has paid (${reason}). Nothing was submitted.`;
  return new LedgerError({ what, cause });
}
