import { AbortedError } from '@kling-automation/core';
import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import { cancelSignal } from '../../host/cancellation.ts';
import { nodeError, toNodeError } from '../../host/failure/node-error.ts';
import { createLimit } from '../../host/limit.ts';
import { type Api, openApi } from '../../host/network/api.ts';
import { failedItem } from '../../output/failed-item.ts';
import type { RunSettings } from '../../settings.ts';
import { readTaskId } from './read-task-id.ts';

type TaskOperation = (api: Api, taskId: string, itemIndex: number) => Promise<INodeExecutionData>;

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

function stopped(
  context: IExecuteFunctions,
  results: readonly ({ readonly error: unknown } | { readonly item: INodeExecutionData })[],
): NodeOperationError {
  const taskIds = results.flatMap((result) =>
    'error' in result && result.error instanceof AbortedError ? [result.error.taskId] : [],
  );
  const tasks =
    taskIds.length === 0
      ? 'None of its tasks was being waited for.'
      : `The tasks keep running: use Task > Wait again with ${taskIds.join(', ')}.`;
  return nodeError(context.getNode(), `Execution canceled while waiting. ${tasks}`, {
    itemIndex: 0,
    taskId: taskIds[0],
  });
}
