import { approximateUsd } from '@kling-automation/core';
import { codeMarkdown, plainMarkdown } from './markdown.ts';
import { describeFormat, describePrice } from './plan.ts';
import { isLeftBehind, type VideoResult, type VideoStatus } from './video-result.ts';

/** What the job summary tells. */
export interface SummaryFacts {
  readonly results: readonly VideoResult[];
  /** What went wrong, in words that are not trusted. */
  readonly complaint?: string | undefined;
}

/** Writes the job summary: a row for each video, what went wrong, and how to get what was paid. */
export function writeSummary({ complaint, results }: SummaryFacts): string {
  const paragraphs = [
    '## Kling video',
    results.length === 0 ? '' : table(results),
    complaint === undefined ? '' : callout('CAUTION', complaint.split('\n').map(plainLine)),
    ...results.filter(isLeftBehind).map(resumeAdvice),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}

function table(results: readonly VideoResult[]): string {
  const head =
    '| Video | Status | Format | Price | Task | File |\n| --- | --- | --- | --- | --- | --- |';
  return [head, ...results.map(row)].join('\n');
}

function row(result: VideoResult): string {
  const { file, plan, status, taskId } = result;
  const cells = [
    plainMarkdown(plan.description, 160),
    `${signs[status]} ${status}`,
    describeFormat(plan.request),
    creditsCell(result),
    taskId === undefined ? '–' : codeMarkdown(taskId),
    file === undefined ? '–' : `${codeMarkdown(plan.path)}<br>${megabytes(file.bytes)}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

const signs: Readonly<Record<VideoStatus, string>> = {
  planned: '📝',
  submitted: '⏳',
  rendered: '✅',
  resumed: '✅',
  failed: '❌',
  cancelled: '🛑',
};

/** What the task took, or what it will cost by the price table. */
function creditsCell({ credits, plan, taskId }: VideoResult): string {
  const price =
    credits === undefined
      ? describePrice(plan.credits, plan.approximateUsd)
      : describePrice(credits, approximateUsd(credits));
  return taskId === undefined ? `${price} (estimate)` : price;
}

function resumeAdvice({ taskId = '' }: VideoResult): string {
  return callout('WARNING', [
    `Task ${codeMarkdown(taskId)} is paid for, and its video is not here yet.`,
    `Do not render it again: run this step with ${codeMarkdown(`task-id: ${taskId}`)} and it goes on with that task, without paying.`,
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
