import { approximateUsd } from '@kling-automation/core';
import { describeMonth, type MonthBudget } from '../plan/month-budget.ts';
import { callName, describeFormat, describePrice } from '../plan/planned-video.ts';
import { lostLedgerAdvice } from './explain-failure.ts';
import { codeMarkdown, plainMarkdown } from './markdown.ts';
import { describeTotals, statusSigns } from './totals.ts';
import { isUnfinished, spentCredits as spentCreditsOf, type VideoResult } from './video-result.ts';

/** What may be spent; undefined without a limit. */
export interface SpendingLimits {
  readonly maxCredits?: number | undefined;
  /** Of the month, with what was spent before this run. */
  readonly month?: MonthBudget | undefined;
}

/** What the job summary shows. */
export interface SummaryFacts extends SpendingLimits {
  readonly results: readonly VideoResult[];
  /** What went wrong, in words that are not trusted. */
  readonly failure?: string | undefined;
}

/** Writes the job summary: totals, what went wrong, how to get what was paid, and each video. */
export function writeSummary({ failure, maxCredits, month, results }: SummaryFacts): string {
  const paragraphs = [
    '## Kling video',
    results.length > 1 ? describeTotals(results, maxCredits) : '',
    month === undefined ? '' : describeMonth(withResults(month, results)),
    failure === undefined ? '' : callout('CAUTION', failure.split('\n').map(plainLine)),
    results.length === 1
      ? results.filter(isUnfinished).map(resumeAdvice).join('')
      : resumeAdviceForMany(results.filter(isUnfinished)),
    results.length === 0 ? '' : table(results),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}

function withResults(month: MonthBudget, results: readonly VideoResult[]): MonthBudget {
  const spentCredits = results.reduce(
    (sum, result) => sum + spentCreditsOf(result),
    month.spentCredits,
  );
  return { ...month, spentCredits };
}

function table(results: readonly VideoResult[]): string {
  const head =
    '| Video | Status | Format | Price | Task | File |\n| --- | --- | --- | --- | --- | --- |';
  const isBrief = results.length > 1;
  return [head, ...results.map((result) => row(result, isBrief))].join('\n');
}

/** @param isBrief whether there are many: then each has one line. */
function row(result: VideoResult, isBrief: boolean): string {
  const { file, plan, status, taskId } = result;
  const cells = [
    isBrief ? plainMarkdown(callName(plan), 80) : nameCell(result),
    `${statusSigns[status]} ${status}`,
    describeFormat(plan.request),
    creditsCell(result),
    taskId === undefined ? '–' : codeMarkdown(taskId),
    file === undefined ? '–' : fileCell(result, file.bytes),
  ];
  return `| ${cells.join(' | ')} |`;
}

function nameCell({ plan }: VideoResult): string {
  const description = plainMarkdown(plan.description, 160);
  return plan.name === undefined
    ? description
    : `**${plainMarkdown(plan.name, 80)}**<br>${description}`;
}

function fileCell({ assetUrl, plan }: VideoResult, bytes: number): string {
  const path = codeMarkdown(plan.path);
  // GitHub's own words, and still not trusted: what ends a link is left out.
  const link = assetUrl?.replaceAll(/[\s()<>|"'`\\]/g, '');
  return `${link === undefined ? path : `[${path}](${link})`}, ${megabytes(bytes)}`;
}

/** What the task took, or what it will cost by the price table. */
function creditsCell({ credits, isAlreadyPaid, plan, taskId }: VideoResult): string {
  if (isAlreadyPaid === true) return `0 credits, ${credits ?? plan.credits} already paid`;
  const price =
    credits === undefined
      ? describePrice(plan.credits, plan.approximateUsd)
      : describePrice(credits, approximateUsd(credits, plan.usdPerCredit));
  return taskId === undefined ? `${price} (estimate)` : price;
}

function resumeAdvice({ taskId = '' }: VideoResult): string {
  return callout('WARNING', [
    `Task ${codeMarkdown(taskId)} is paid for, and its video is not here yet.`,
    `Do not render it again: run this step with ${codeMarkdown(`task-id: ${taskId}`)} and it resumes that task without paying.`,
  ]);
}

/** Their tasks are in the table. */
function resumeAdviceForMany(unfinished: readonly VideoResult[]): string {
  if (unfinished.length === 0) return '';
  const what = unfinished.length === 1 ? '1 video is' : `${unfinished.length} videos are`;
  return callout('WARNING', [
    `${what} paid for and not here yet.`,
    `Run this step again with the same inputs: it resumes their tasks without paying. ${lostLedgerAdvice}`,
  ]);
}

function callout(kind: 'CAUTION' | 'WARNING', lines: readonly string[]): string {
  return [`[!${kind}]`, ...lines].map((line) => `> ${line}`).join('\n');
}

/** A list item stays one; everything else of a line is text. */
function plainLine(line: string): string {
  const [, bullet = '', text = ''] = /^(- )?(.*)$/su.exec(line) ?? [];
  return `${bullet}${plainMarkdown(text, 1000)}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
