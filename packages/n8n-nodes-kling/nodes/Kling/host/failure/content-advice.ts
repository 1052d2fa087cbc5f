import type { INode } from 'n8n-workflow';
import type { FailedItem } from './failure-facts.ts';

/**
 * What to do about a failure that only this node's own settings can fix; mostly nothing. Pay Once
 * Per Content keeps to a task for good, though the API may forget it, or its file, after some weeks.
 */
export function contentAdvice(
  { parameters }: Pick<INode, 'parameters'>,
  code: FailedItem['code'],
): string {
  return parameters.payOncePer === 'content' ? (adviceOfCode.get(code) ?? '') : '';
}

const adviceOfCode: ReadonlyMap<FailedItem['code'], string> = new Map([
  ['ambiguous-submission', 'If there is no such task, change Edition to submit the video again.'],
  [
    'task-not-found',
    'If the task is too old to be known, change Edition to submit the video again.',
  ],
  ['download', 'If the file is no longer kept, change Edition to submit the video again.'],
]);
