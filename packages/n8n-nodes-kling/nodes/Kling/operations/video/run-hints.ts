import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import { issueText } from '../../host/failure/issue-text.ts';
import type { VideoItem } from '../../request/video-items.ts';
import type { Outcome } from './outcome.ts';

/** Sums up above the output what its items report one by one: what was not paid again, and what is odd. */
export function addRunHints(
  context: Partial<Pick<IExecuteFunctions, 'addExecutionHints'>>,
  items: readonly VideoItem[],
  outcomes: readonly Outcome[],
): void {
  const hints = [...reuseHints(outcomes), ...runningHints(outcomes), ...items.flatMap(warnings)];
  if (hints.length > 0) context.addExecutionHints?.(...hints);
}

function reuseHints(outcomes: readonly Outcome[]): readonly NodeExecutionHint[] {
  const before = outcomes.filter(
    (outcome) => outcome.kind === 'finished' && outcome.origin !== 'rendered',
  );
  if (before.length === 0) return [];
  const message = `${before.length} of ${outcomes.length} videos were already paid; they were not paid again.`;
  return [{ message, location: 'outputPane' }];
}

function runningHints(outcomes: readonly Outcome[]): readonly NodeExecutionHint[] {
  const running = outcomes.filter(({ kind }) => kind === 'running');
  if (running.length === 0) return [];
  const message = `${running.length} of ${outcomes.length} videos are still being rendered. Follow up with Task > Wait and their task IDs.`;
  return [{ message, location: 'outputPane' }];
}

function warnings({ itemIndex, warnings: issues }: VideoItem): readonly NodeExecutionHint[] {
  return issues.map((issue) => ({
    message: `[item ${itemIndex}] ${issueText(issue)}`,
    type: 'warning',
    location: 'outputPane',
  }));
}
