import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { failureFacts } from '../host/failure/failure-facts.ts';
import { wayOut } from '../host/failure/way-out.ts';

/**
 * Makes the item of a failure that does not stop the workflow. On the regular output it bears no
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
  const told = failureFacts(error);
  const message = [told.message, wayOut(node, told.code)].filter(Boolean).join(' ');
  const facts: IDataObject = { ...told, message };
  const goesToErrorOutput = node.onError === 'continueErrorOutput';
  const json: IDataObject = goesToErrorOutput ? { error: facts, message } : facts;
  return { json, pairedItem: { item: itemIndex } };
}
