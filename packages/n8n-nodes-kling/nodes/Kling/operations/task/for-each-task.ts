import { AbortedError } from '@kling-automation/core';
import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import { cancelSignal } from '../../host/cancellation.ts';
import { nodeError, toNodeError } from '../../host/failure/node-error.ts';
import { createLimit } from '../../host/limit.ts';
import { type Api, openApi } from '../../host/network/api.ts';
import { failedItem } from '../../output/failed-item.ts';
import type { RunSettings } from '../../settings.ts';

/** What an operation on a task is lent. */
export type TaskApi = Api;

type TaskOperation = (
  api: TaskApi,
  taskId: string,
  itemIndex: number,
) => Promise<INodeExecutionData>;

/**
 * Does the same with the task of every item, as many at once as Concurrency allows, in order.
 *
 * @throws {NodeOperationError} for the first failed item, without Continue On Fail.
 */
export async function forEachTask(
  context: IExecuteFunctions,
  { concurrency }: RunSettings,
  operation: TaskOperation,
): Promise<INodeExecutionData[]> {
  const api = await openApi(context);
  const limit = createLimit(concurrency);
  const results = await Promise.all(
    context.getInputData().map((_, itemIndex) =>
      limit(async () => {
        cancelSignal(context)?.throwIfAborted();
        return operation(api, readTaskId(context, itemIndex), itemIndex);
      }).then(
        (item) => ({ item }),
        (error: unknown) => ({ error, itemIndex }),
      ),
    ),
  );
  if (cancelSignal(context)?.aborted === true) throw stopped(context, results);
  return results.map((result) => {
    if ('item' in result) return result.item;
    const { error, itemIndex } = result;
    if (context.continueOnFail()) return failedItem(context, error, itemIndex);
    if (error instanceof NodeOperationError) throw error;
    throw toNodeError(context.getNode(), error, itemIndex);
  });
}

function readTaskId(context: IExecuteFunctions, itemIndex: number): string {
  const value: unknown = context.getNodeParameter('taskId', itemIndex, '');
  const taskId = String(value ?? '').trim();
  if (taskId !== '') return taskId;
  throw new NodeOperationError(context.getNode(), `[item ${itemIndex}] Task ID is empty`, {
    description: 'Give the ID that Generate or Submit returned.',
    itemIndex,
  });
}

function stopped(
  context: IExecuteFunctions,
  results: readonly ({ readonly error: unknown } | { readonly item: INodeExecutionData })[],
): NodeOperationError {
  const taskIds = results.flatMap((result) =>
    'error' in result && result.error instanceof AbortedError ? [result.error.taskId] : [],
  );
  const text = `Execution canceled while waiting. The tasks keep running and can be waited for again: ${taskIds.join(', ') || 'none was under way'}.`;
  return nodeError(context.getNode(), text, { itemIndex: 0, taskId: taskIds[0] });
}
