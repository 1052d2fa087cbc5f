import {
  createMemoryLedger,
  type Ledger,
  type LedgerEntry,
  ledgerEntrySchema,
} from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';

/** Where in the node's context the entries lie. */
const place = 'klingSubmissions';

/**
 * Creates the ledger of one execution, in the node's context: n8n keeps that over Retry On Fail and
 * over the editor's Retry, but only saves it when the node ends. Where there is no context (n8n's
 * Agents), it lasts as long as this call.
 */
export function createContextLedger(context: Pick<IExecuteFunctions, 'getContext'>): Ledger {
  const entries = readContext(context);
  if (entries === undefined) return createMemoryLedger();
  // Entries come back from n8n's database when someone retries an execution.
  const read = (key: string): LedgerEntry | undefined =>
    Object.hasOwn(entries, key) ? ledgerEntrySchema.parse(entries[key]) : undefined;

  return {
    read: async (key) => read(key),
    async claim(key, intent, previous) {
      const standing = read(key);
      // A model may call its tool twice at once, and both calls share this context.
      if (standing?.state !== previous?.state || standing?.at !== previous?.at) return false;
      entries[key] = { ...intent };
      return true;
    },
    async record(key, entry) {
      entries[key] = { ...entry };
    },
  };
}

function readContext(
  context: Partial<Pick<IExecuteFunctions, 'getContext'>>,
): Record<string, unknown> | undefined {
  const memory = contextOf(context);
  if (memory === undefined) return undefined;
  const entries: Record<string, unknown> = memory[place] ?? {};
  memory[place] = entries;
  return entries;
}

/** n8n's Agents run nodes without an execution, where asking for the context throws. */
function contextOf(context: Partial<Pick<IExecuteFunctions, 'getContext'>>) {
  try {
    return context.getContext?.('node');
  } catch {
    return undefined;
  }
}
