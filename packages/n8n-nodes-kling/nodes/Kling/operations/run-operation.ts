import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import { cancelSignal } from '../host/cancellation.ts';
import { toNodeError } from '../host/failure/node-error.ts';
import { isTool, putAllInMessage } from '../host/tool.ts';
import { failedItem } from '../output/failed-item.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';

const all = new Map<string, Operation>(
  Object.entries(operations).flatMap(([resource, ofResource]) =>
    Object.entries(ofResource).map(
      ([name, operation]) => [`${resource}/${name}`, operation] as const,
    ),
  ),
);

/** Runs the operation that the panel names, over all items at once. */
export async function runOperation(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
  const resource = context.getNodeParameter('resource', 0);
  const name = context.getNodeParameter('operation', 0);
  const operation = all.get(`${resource}/${name}`);
  if (operation === undefined) {
    throw new NodeOperationError(context.getNode(), `There is no operation ${resource} > ${name}`, {
      itemIndex: 0,
    });
  }
  const outcome = await operation.execute(context).then(
    (items) => ({ items }),
    (error: unknown) => ({ error }),
  );
  if ('items' in outcome) return outcome.items;
  return failAll(context, outcome.error);
}

/**
 * What stops a whole run stops each of its items: with Continue On Fail n8n would pass on the items
 * that came in, as if nothing were wrong.
 */
function failAll(context: IExecuteFunctions, error: unknown): INodeExecutionData[] {
  const isStopped = cancelSignal(context)?.aborted === true;
  if (context.continueOnFail() && !isStopped) {
    return context.getInputData().map((_, itemIndex) => failedItem(context, error, itemIndex));
  }
  const failure =
    error instanceof NodeOperationError ? error : toNodeError(context.getNode(), error, 0);
  throw isTool(context) ? putAllInMessage(failure) : failure;
}
