import type { IExecuteFunctions } from 'n8n-workflow';
import { toNodeError } from '../../host/failure/node-error.ts';

/** Why an item has no video. */
export interface ItemFailure {
  readonly itemIndex: number;
  readonly error: unknown;
}

/**
 * Without Continue On Fail n8n drops the good items with the bad one, so the error reports that they
 * are not lost: a retry takes them from the ledger.
 *
 * @throws {NodeOperationError} for the first failed item.
 */
export function throwFirstFailure(
  context: IExecuteFunctions,
  failures: readonly ItemFailure[],
  total: number,
): void {
  const [first] = [...failures].sort((one, other) => one.itemIndex - other.itemIndex);
  if (first === undefined || context.continueOnFail()) return;
  const error = toNodeError(context.getNode(), first.error, first.itemIndex);
  const paid = total - failures.length;
  if (paid > 0) {
    const others = `${paid} of ${total} videos are paid and not lost: retry this execution, and it goes on with them without paying again.`;
    error.description = [error.description, others].filter(Boolean).join(' ');
  }
  throw error;
}
