import { BudgetExceededError, LedgerError } from '../errors/before-submission.ts';
import type { Ledger } from '../ports.ts';
import { estimateCredits } from '../pricing/estimate.ts';
import type { VideoRequest } from '../request/video-fields.ts';

/** A request and the key under which the ledger knows it. */
export interface KeyedRequest {
  readonly key: string;
  readonly request: VideoRequest;
}

/**
 * Checks what a whole run will newly spend, before its first POST. Videos that the ledger knows to
 * be paid cost nothing, and requests that share a key are paid once.
 *
 * @throws {BudgetExceededError} when it is more than `maxCredits`; nothing was sent.
 * @throws {LedgerError} when the ledger cannot be read.
 */
export async function checkBudget(
  requests: readonly KeyedRequest[],
  { ledger, maxCredits }: { readonly ledger: Ledger; readonly maxCredits: number },
): Promise<void> {
  const distinct = new Map(requests.map(({ key, request }) => [key, request]));
  const unpaid: VideoRequest[] = [];
  for (const [key, request] of distinct) {
    if (!(await isPaid(ledger, key))) unpaid.push(request);
  }
  const neededCredits = unpaid.reduce((sum, request) => sum + estimateCredits(request).credits, 0);
  if (neededCredits > maxCredits) {
    throw new BudgetExceededError({ neededCredits, maxCredits, videos: unpaid.length });
  }
}

async function isPaid(ledger: Ledger, key: string): Promise<boolean> {
  try {
    const entry = await ledger.read(key);
    return entry?.state === 'submitted' || entry?.state === 'finished';
  } catch (cause) {
    throw new LedgerError({ what: 'The ledger could not be read. Nothing was submitted.', cause });
  }
}
