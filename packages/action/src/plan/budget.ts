import { BudgetExceededError } from '@kling-automation/core';
import { newCredits, type VideoState } from './existing-videos.ts';
import type { MonthBudget } from './month-budget.ts';

/**
 * Compares what is new with the limits.
 *
 * @throws {BudgetExceededError} when it costs more; nothing was sent.
 */
export function checkLimits(
  videos: readonly VideoState[],
  limits: { readonly maxCredits: number | undefined; readonly month: MonthBudget | undefined },
): void {
  const { maxCredits = Number.POSITIVE_INFINITY, month } = limits;
  const neededCredits = newCredits(videos);
  const count = videos.filter(({ state }) => state === 'new').length;
  if (neededCredits > maxCredits) {
    throw new BudgetExceededError({ neededCredits, maxCredits, videos: count });
  }
  if (month === undefined || neededCredits === 0) return;
  if (month.spentCredits + neededCredits > month.maxCredits) {
    const limit = limitName(month.month);
    throw new BudgetExceededError({ ...month, neededCredits, videos: count, limit });
  }
}

/** How the limit of a month is called in messages. */
export function limitName(month: string): string {
  return `the limit for ${month}`;
}
