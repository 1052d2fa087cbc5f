import type { INode } from 'n8n-workflow';
import type { FailedItem } from './failure-facts.ts';

/** What to do about a failure that only this node's own settings can mend; mostly nothing. */
export function wayOut(
  { parameters }: Pick<INode, 'parameters'>,
  code: FailedItem['code'],
): string {
  const options: unknown = parameters.options;
  const isOnce = typeof options === 'object' && options !== null && 'renderOnce' in options;
  if (code !== 'ambiguous-submission' || !isOnce) return '';
  return 'If there is no such task, change Render Once Edition to submit the video anew.';
}
