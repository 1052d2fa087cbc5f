import type { LedgerEntry } from '@kling-automation/core';

/**
 * Chooses among the entries that several ledgers have for one video. What was settled last counts; an intent
 * counts only if nothing later shows a task, because a ledger that missed the response
 * still holds it.
 */
export function latestEntry(
  entries: readonly (LedgerEntry | undefined)[],
): LedgerEntry | undefined {
  let settled: LedgerEntry | undefined;
  let intent: LedgerEntry | undefined;
  for (const entry of entries) {
    if (entry === undefined) continue;
    if (entry.state === 'submitting') intent = later(intent, entry);
    else settled = later(settled, entry);
  }
  return settled === undefined || settled.state === 'failed' ? (intent ?? settled) : settled;
}

function later(one: LedgerEntry | undefined, other: LedgerEntry): LedgerEntry {
  return one === undefined || other.at > one.at ? other : one;
}
