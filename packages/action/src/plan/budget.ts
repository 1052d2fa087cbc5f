import { BudgetExceededError } from '@kling-automation/core';
import { newCredits, type VideoState } from './existing-videos.ts';

/**
 * Compares what is new with the limit.
 *
 * @throws {BudgetExceededError} when it costs more; nothing was sent.
 */
export function checkLimit(videos: readonly VideoState[], maxCredits: number | undefined): void {
  const neededCredits = newCredits(videos);
  if (maxCredits === undefined || neededCredits <= maxCredits) return;
  const count = videos.filter(({ state }) => state === 'new').length;
  throw new BudgetExceededError({ neededCredits, maxCredits, videos: count });
}
