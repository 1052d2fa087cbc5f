import type { INode } from 'n8n-workflow';
import type { FailedItem } from './failure-facts.ts';

/**
 * What to do about a failure that only this node's own settings can mend; mostly nothing. Render
 * Once keeps to a task for good, though the API may forget it, or its file, after some weeks.
 */
export function wayOut(
  { parameters }: Pick<INode, 'parameters'>,
  code: FailedItem['code'],
): string {
  const options: unknown = parameters.options;
  const isOnce = typeof options === 'object' && options !== null && 'renderOnce' in options;
  return isOnce ? (waysOutOfOnce.get(code) ?? '') : '';
}

const waysOutOfOnce: ReadonlyMap<FailedItem['code'], string> = new Map([
  [
    'ambiguous-submission',
    'If there is no such task, change Render Once Edition to submit the video anew.',
  ],
  [
    'task-not-found',
    'If the task is too old to be known, change Render Once Edition to submit the video anew.',
  ],
  [
    'download',
    'If the file is no longer kept, change Render Once Edition to submit the video anew.',
  ],
]);
