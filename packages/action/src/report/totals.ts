import { approximateUsd } from '@kling-automation/core';
import { counted } from '../plan/planned-video.ts';
import { spentCredits, type VideoResult, type VideoStatus } from './video-result.ts';

/** How each status looks at a glance; in the order in which totals have them. */
export const statusSigns: Readonly<Record<VideoStatus, string>> = {
  failed: '❌',
  cancelled: '🛑',
  planned: '📝',
  submitted: '⏳',
  rendered: '✅',
  resumed: '✅',
  reused: '♻️',
};

/**
 * Sums the videos of a run up in one line: how many got how far, what they have cost, what is still
 * to pay, and the limit.
 */
export function describeTotals(results: readonly VideoResult[], maxCredits?: number): string {
  const counts = Object.entries(statusSigns).flatMap(([status, sign]) => {
    const count = results.filter((result) => result.status === status).length;
    return count === 0 ? [] : [`${sign} ${count} ${status}`];
  });
  const limit = maxCredits === undefined ? '' : `, of at most ${maxCredits.toLocaleString('en')}`;
  return `**${counted(results.length, 'video')}: ${counts.join(', ')}.** ${describeCosts(results)}${limit}.`;
}

function describeCosts(results: readonly VideoResult[]): string {
  const rate = results[0]?.plan.usdPerCredit;
  const describe = (credits: number, what: string) =>
    `${credits.toLocaleString('en')} credit${credits === 1 ? '' : 's'} ${what}, about $${approximateUsd(credits, rate).toFixed(2)}`;
  const spent = results.reduce((sum, result) => sum + spentCredits(result), 0);
  const due = results
    .filter((result) => result.status === 'planned' && result.isAlreadyPaid !== true)
    .reduce((sum, { plan }) => sum + plan.credits, 0);
  if (due === 0) return describe(spent, 'spent');
  const more = describe(due, 'to be spent');
  return spent === 0 ? more : `${describe(spent, 'spent')}; ${more}`;
}
