import { approximateUsd } from '@kling-automation/core';
import { newCredits, type StockedVideo, savedCredits } from '../plan/existing-videos.ts';
import { callName, counted, describeFormat, describePrice } from '../plan/planned-video.ts';
import type { Preparation } from '../plan/prepare.ts';
import type { Log } from '../runner/log.ts';
import type { Report } from './report.ts';

/** Tells what will be rendered and what it costs. */
export function announcePlan(
  stock: readonly StockedVideo[],
  { inputs, skipped, spendingBan, isPlanOnly }: Preparation,
  { log, report }: { readonly log: Log; readonly report: Report },
): void {
  const { maxCredits, usdPerCredit } = inputs;
  const [only] = stock;
  if (inputs.storyboard === undefined && only !== undefined) describeOne(only, log);
  else describeMany(stock, skipped, log);

  const needed = newCredits(stock);
  const limit = maxCredits === undefined ? 'no limit set' : `limit ${maxCredits}`;
  log.line(`Price: ${describePrice(needed, approximateUsd(needed, usdPerCredit))} (${limit})`);
  const saved = savedCredits(stock);
  if (saved > 0) log.line(`Saved: ${counted(saved, 'credit')}, paid before`);
  report.plan(stock);
  if (spendingBan !== undefined) log.warning(spendingBan);
  if (isPlanOnly) log.line('This is a dry run: nothing was sent and nothing was charged.');
}

function describeOne({ plan }: StockedVideo, log: Log): void {
  log.line(`Video: ${plan.description}`);
  log.line(`Format: ${describeFormat(plan.request)}`);
  log.line(`File: ${plan.path}`);
  log.line(`Fingerprint: ${plan.fingerprint}`);
}

function describeMany(stock: readonly StockedVideo[], skipped: readonly string[], log: Log): void {
  log.line(`Storyboard: ${counted(stock.length, 'video')}`);
  for (const { plan, standing } of stock) {
    const price = standing === 'new' ? counted(plan.credits, 'credit') : 'paid before';
    log.line(`- ${callName(plan)}: ${describeFormat(plan.request)} · ${price} · ${plan.path}`);
  }
  for (const name of skipped) log.line(`- ${name}: left out, since its when does not hold`);
}
