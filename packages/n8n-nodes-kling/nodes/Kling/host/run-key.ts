import type { IExecuteFunctions } from 'n8n-workflow';

/** Which run of the node this is: in a loop, each turn is one. */
export function readRunIndex(context: Pick<IExecuteFunctions, 'evaluateExpression'>): number {
  try {
    return Number(context.evaluateExpression('{{ $runIndex }}', 0)) || 0;
  } catch {
    return 0;
  }
}

/** Names the submission of an item within its execution, so that a retry finds it again. */
export function executionKey(
  context: IExecuteFunctions,
  itemIndex: number,
  contentKey: string,
): string {
  const toolCallId = context.getInputData()[itemIndex]?.json.toolCallId;
  if (typeof toolCallId === 'string') return `tool:${toolCallId}:${contentKey}`;
  return `${readRunIndex(context)}:${itemIndex}:${contentKey}`;
}

/** Names a content over all executions of the workflow. */
export function contentOnceKey(contentKey: string, edition: string): string {
  return `once:${edition}:${contentKey}`;
}
