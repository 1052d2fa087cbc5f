import type { LedgerEntry } from '@kling-automation/core';

/**
 * Chooses among what several ledgers say of one video. What was settled last counts; an intent
 * counts only where nothing later says that a task exists, since a ledger that missed the answer
 * still holds it.
 */
export function mostTelling(
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
