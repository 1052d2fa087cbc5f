import { describeMonth, type MonthBudget } from '../plan/month-budget.ts';
import {
  callName,
  describeFormat,
  describePrice,
  type PlannedVideo,
} from '../plan/planned-video.ts';
import { codeMarkdown } from '../report/markdown.ts';
import { commentTitle, plainComment } from './comment-text.ts';

/** One video of the plan. */
export interface PlanRow {
  readonly plan: PlannedVideo;
  /** `changed` has the name of an earlier video, and asks for something else. */
  readonly state: 'new' | 'changed' | 'reused';
}

export interface PricePlan {
  readonly rows: readonly PlanRow[];
  /** The limit of the run. */
  readonly maxCredits?: number | undefined;
  /** The limit of the month. */
  readonly month?: MonthBudget | undefined;
  /** The job's values in a matrix, for people. */
  readonly job?: string | undefined;
  /** How long the text may be, about. @default 50,000 */
  readonly mostCharacters?: number | undefined;
}

/** Writes what a pull request's videos will cost; in Markdown that no prompt can break out of. */
export function writePricePlan({
  job,
  maxCredits,
  month,
  mostCharacters = defaultCharacters,
  rows,
}: PricePlan): string {
  const paragraphs = [
    commentTitle('price plan', job),
    verdict(rows, { maxCredits, month }),
    rows.length === 0 ? '' : table(rows, mostCharacters),
    'Estimates by the price table. Nothing was sent and nothing was charged for this plan.',
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}

function verdict(
  rows: readonly PlanRow[],
  { maxCredits, month }: Pick<PricePlan, 'maxCredits' | 'month'>,
): string {
  const paid = rows.filter(({ state }) => state !== 'reused');
  const reused = rows.filter(({ state }) => state === 'reused');
  const credits = creditsOf(paid);
  const isOverLimit = maxCredits !== undefined && credits > maxCredits;
  const isOverMonth =
    month !== undefined && credits > 0 && month.spentCredits + credits > month.maxCredits;
  const sentences = [
    paid.length === 0
      ? '**Nothing to pay.**'
      : `**${describeCredits(paid)}** for ${videos(paid.length)}.`,
    reused.length === 0
      ? ''
      : `${videos(reused.length)} reused, which saves ${describeCredits(reused)}.`,
    isOverLimit
      ? `⚠️ That exceeds the limit of ${maxCredits} credits: the run would not start.`
      : '',
    month === undefined ? '' : describeMonth(month),
    isOverMonth ? '⚠️ This would exceed it: the run would not start.' : '',
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function creditsOf(rows: readonly PlanRow[]): number {
  return rows.reduce((sum, { plan }) => sum + plan.credits, 0);
}

function describeCredits(rows: readonly PlanRow[]): string {
  const usd = rows.reduce((sum, { plan }) => sum + plan.approximateUsd, 0);
  return describePrice(creditsOf(rows), usd);
}

function videos(count: number): string {
  return `${count} video${count === 1 ? '' : 's'}`;
}

/** A comment holds 65,536 characters. */
const defaultCharacters = 50_000;

/** What is around the table needs some of them. */
const frameCharacters = 800;

function table(rows: readonly PlanRow[], mostCharacters: number): string {
  const lines = ['| Video | | Format | Price | File |', '| --- | --- | --- | --- | --- |'];
  let characters = 0;
  for (const [index, planned] of rows.entries()) {
    const line = row(planned);
    characters += line.length;
    if (characters > mostCharacters - frameCharacters) {
      lines.push(`| … and ${videos(rows.length - index)} more | | | | |`);
      break;
    }
    lines.push(line);
  }
  return lines.join('\n');
}

function row({ plan, state }: PlanRow): string {
  const price = state === 'reused' ? '0 credits' : describePrice(plan.credits, plan.approximateUsd);
  const cells = [
    plainComment(callName(plan)),
    `${signs[state]} ${state}`,
    describeFormat(plan.request),
    price,
    codeMarkdown(plan.path),
  ];
  return `| ${cells.join(' | ')} |`;
}

const signs: Readonly<Record<PlanRow['state'], string>> = {
  new: '🆕',
  changed: '✏️',
  reused: '♻️',
};
