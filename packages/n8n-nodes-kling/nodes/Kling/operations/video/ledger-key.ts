import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { contentParameters } from '../../fields/request-fields.ts';
import { isTool } from '../../host/tool.ts';

/** Which run of the node this is: in a loop, each turn is one. */
export function readRunIndex(context: Pick<IExecuteFunctions, 'evaluateExpression'>): number {
  try {
    return Number(context.evaluateExpression('{{ $runIndex }}', 0)) || 0;
  } catch {
    return 0;
  }
}

/**
 * Names the submission of an item within its execution, so that a retry finds it again: by what
 * stands in the fields, not by what it gives, since an expression such as `$now` gives something
 * else in each try.
 *
 * A tool has the same fields for whatever the model asks, so there the content counts. The call is
 * told by its id, which agents give. Over MCP and from older agents there is none, and Retry On Fail
 * counts each try as a run of its own: then only the content stays the same.
 */
export function executionKey(
  context: Pick<IExecuteFunctions, 'evaluateExpression' | 'getInputData' | 'getNode'>,
  itemIndex: number,
  contentKey: string,
): string {
  if (!isTool(context)) {
    return `${readRunIndex(context)}:${itemIndex}:${digestOfFields(context)}`;
  }
  const toolCallId = context.getInputData()[itemIndex]?.json.toolCallId;
  return `tool:${typeof toolCallId === 'string' ? toolCallId : itemIndex}:${contentKey}`;
}

/** Names a content over all executions of the workflow. */
export function contentOnceKey(contentKey: string, edition: string): string {
  return `once:${edition}:${contentKey}`;
}

/** Another, once somebody has changed what the video is to be: then a retry asks for a new one. */
function digestOfFields(context: Pick<IExecuteFunctions, 'getNode'>): string {
  const { parameters } = context.getNode();
  const fields = contentParameters.map((path) => [path, valueAt(parameters, path) ?? null]);
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

function valueAt(parameters: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => Reflect.get(Object(value), key), parameters);
}
