import { approximateUsd } from '@kling-automation/core';
import { callName, counted, describeFormat, describePrice } from '../plan/planned-video.ts';
import { codeMarkdown } from '../report/markdown.ts';
import { describeTotals, statusSigns } from '../report/totals.ts';
import { spentCredits, type VideoResult } from '../report/video-result.ts';
import { commentTitle, plainComment } from './comment-text.ts';

/** Writes what became of a pull request's videos; in Markdown that no prompt can break out of. */
export function writeRenderResult(
  results: readonly VideoResult[],
  {
    job,
    maxCredits,
    mostCharacters = defaultCharacters,
  }: {
    readonly job?: string;
    readonly maxCredits?: number | undefined;
    /** How long the text may be, about. @default 50,000 */
    readonly mostCharacters?: number | undefined;
  } = {},
): string {
  return [
    commentTitle('result', job),
    describeTotals(results, maxCredits),
    table(results, mostCharacters),
    'Credits by the API, or else by the price table. The files are with the run, and on the release if there is one.\n',
  ].join('\n\n');
}

/** A comment holds 65,536 characters. */
const defaultCharacters = 50_000;

/** What is around the table needs some of them. */
const frameCharacters = 800;

function table(results: readonly VideoResult[], mostCharacters: number): string {
  const lines = ['| Video | | Format | Spent | File |', '| --- | --- | --- | --- | --- |'];
  let characters = 0;
  for (const [index, result] of results.entries()) {
    const line = row(result);
    characters += line.length;
    if (characters > mostCharacters - frameCharacters) {
      lines.push(`| … and ${counted(results.length - index, 'video')} more | | | | |`);
      break;
    }
    lines.push(line);
  }
  return lines.join('\n');
}

function row(result: VideoResult): string {
  const { plan, status } = result;
  const credits = spentCredits(result);
  const cells = [
    plainComment(callName(plan)),
    `${statusSigns[status]} ${status}`,
    describeFormat(plan.request),
    credits === 0
      ? '0 credits'
      : describePrice(credits, approximateUsd(credits, plan.usdPerCredit)),
    fileCell(result),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Where the video is; else its task, to resume. */
function fileCell({ assetUrl, file, plan, taskId }: VideoResult): string {
  if (file === undefined) return taskId === undefined ? '–' : `task ${codeMarkdown(taskId)}`;
  const path = codeMarkdown(plan.path);
  return assetUrl === undefined ? path : `[${path}](${assetUrl.replaceAll(/[\s()<>|"'`\\]/g, '')})`;
}
