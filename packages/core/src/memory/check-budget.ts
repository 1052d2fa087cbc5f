import { BudgetExceededError } from '../errors/before-submission.ts';
import { estimateCredits } from '../pricing/estimate.ts';
import { isPayable, lostCredits } from './credits.ts';
import type { LedgerVideo } from './pay-once.ts';
import type { SpendingLimit } from './spending-limits.ts';

/**
 * Checks what a whole run would newly spend, before its first POST.
 *
 * @param videos one for each key.
 * @throws {BudgetExceededError} when a limit does not allow it.
 */
export async function checkBudget(
  videos: readonly LedgerVideo[],
  limits: readonly SpendingLimit[],
): Promise<void> {
  const payable = videos.filter(({ entry }) => isPayable(entry));
  const neededCredits = sumOf(payable, ({ request }) => estimateCredits(request).credits);
  if (neededCredits === 0) return;
  for (const { maxCredits, name, spending } of limits) {
    if (maxCredits === undefined) continue;
    const spentCredits = await spending.total();
    if (spentCredits + neededCredits <= maxCredits) continue;
    const lost = sumOf(videos, ({ entry, request }) => lostCredits(entry, request));
    const failedCredits = Math.min(lost, spentCredits);
    const facts = { neededCredits, maxCredits, spentCredits, failedCredits, limit: name };
    throw new BudgetExceededError({ ...facts, videos: payable.length });
  }
}

function sumOf(videos: readonly LedgerVideo[], credits: (video: LedgerVideo) => number): number {
  return videos.reduce((sum, video) => sum + credits(video), 0);
}
