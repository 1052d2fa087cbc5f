import type { IExecuteFunctions } from 'n8n-workflow';
import { toNodeError } from '../../host/failure/node-error.ts';
import type { VideoItem } from '../../request/video-items.ts';
import type { FetchedOutcome } from './downloads.ts';

/**
 * Without Continue On Fail n8n drops the good items with the bad one, so the error says that they
 * are not lost: a retry takes them from the ledger.
 *
 * @throws {NodeOperationError} for the first failed item.
 */
export function throwFirstFailure(
  context: IExecuteFunctions,
  outcomes: readonly { readonly item: VideoItem; readonly outcome: FetchedOutcome }[],
): void {
  if (context.continueOnFail()) return;
  const failed = outcomes.flatMap(({ item, outcome }) =>
    outcome.kind === 'failed' ? [{ itemIndex: item.itemIndex, cause: outcome.error }] : [],
  );
  const [first] = failed;
  if (first === undefined) return;
  const error = toNodeError(context.getNode(), first.cause, first.itemIndex);
  const paid = outcomes.length - failed.length;
  if (paid > 0) {
    const others = `${paid} of ${outcomes.length} videos are paid and not lost: retry this execution, and it goes on with them without paying again.`;
    error.description = [error.description, others].filter(Boolean).join(' ');
  }
  throw error;
}
