import { BudgetExceededError } from '@kling-automation/core';
import { newCredits, type StockedVideo } from './existing-videos.ts';

/**
 * Holds the plan against the limit.
 *
 * @throws {BudgetExceededError} when it is more; nothing was sent.
 */
export function checkLimit(stock: readonly StockedVideo[], maxCredits: number | undefined): void {
  const neededCredits = newCredits(stock);
  if (maxCredits === undefined || neededCredits <= maxCredits) return;
  const videos = stock.filter(({ standing }) => standing === 'new').length;
  throw new BudgetExceededError({ neededCredits, maxCredits, videos });
}
