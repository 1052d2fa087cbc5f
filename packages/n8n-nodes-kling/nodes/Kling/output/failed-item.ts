import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { advice } from '../host/failure/advice.ts';
import { failureFacts } from '../host/failure/failure-facts.ts';

/**
 * Makes the item of a failure that does not stop the workflow. On the regular output it has no
 * `error`: n8n would take one in the first item for a failure of the whole node and run it again.
 * The error output takes only items that consist of `error` and `message`, so there the facts are in
 * `error`.
 */
export function failedItem(
  context: Pick<IExecuteFunctions, 'getNode'>,
  error: unknown,
  itemIndex: number,
): INodeExecutionData {
  const node = context.getNode();
  const facts = failureFacts(error);
  const message = [facts.message, advice(node, facts)].filter(Boolean).join(' ');
  const goesToErrorOutput = node.onError === 'continueErrorOutput';
  const json: IDataObject = goesToErrorOutput
    ? { error: { ...facts, message }, message }
    : { ...facts, message };
  return { json, pairedItem: { item: itemIndex } };
}
