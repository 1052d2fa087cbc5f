import { approximateUsd } from '@kling-automation/core';
import { newCredits, savedCredits, type VideoState } from '../plan/existing-videos.ts';
import { describeMonth, type MonthBudget } from '../plan/month-budget.ts';
import { callName, counted, describeFormat, describePrice } from '../plan/planned-video.ts';
import type { Preparation } from '../plan/prepare.ts';
import type { Log } from '../runner/log.ts';
import type { Report } from './report.ts';

/** Shows what will be rendered and what it costs. */
export function announcePlan(
  videos: readonly VideoState[],
  { inputs, skipped, planOnlyReason, isPlanOnly }: Preparation,
  {
    log,
    month,
    report,
  }: {
    readonly log: Log;
    readonly report: Report;
    /** Undefined without a limit for months. */
    readonly month: MonthBudget | undefined;
  },
): void {
  const { maxCredits, usdPerCredit } = inputs;
  const [only] = videos;
  if (inputs.storyboard === undefined && only !== undefined) describeOne(only, log);
  else describeMany(videos, skipped, log);

  const needed = newCredits(videos);
  const limit = maxCredits === undefined ? 'no limit set' : `limit ${maxCredits}`;
  log.line(`Price: ${describePrice(needed, approximateUsd(needed, usdPerCredit))} (${limit})`);
  const saved = savedCredits(videos);
  if (saved > 0) log.line(`Saved: ${counted(saved, 'credit')}, already paid`);
  if (month !== undefined) log.line(`Month: ${describeMonth(month)}`);
  report.plan(videos, { maxCredits, month });
  if (planOnlyReason !== undefined) log.warning(planOnlyReason);
  if (isPlanOnly) log.line('This is a dry run: nothing was sent and nothing was charged.');
}

function describeOne({ plan }: VideoState, log: Log): void {
  log.line(`Video: ${plan.description}`);
  log.line(`Format: ${describeFormat(plan.request)}`);
  log.line(`File: ${plan.path}`);
  log.line(`Fingerprint: ${plan.fingerprint}`);
}

function describeMany(videos: readonly VideoState[], skipped: readonly string[], log: Log): void {
  log.line(`Storyboard: ${counted(videos.length, 'video')}`);
  for (const { plan, state } of videos) {
    const price = state === 'new' ? counted(plan.credits, 'credit') : 'already paid';
    log.line(`- ${callName(plan)}: ${describeFormat(plan.request)} · ${price} · ${plan.path}`);
  }
  for (const name of skipped) log.line(`- ${name}: skipped, its \`when\` is false`);
}
