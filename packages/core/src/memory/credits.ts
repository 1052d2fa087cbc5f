import { estimateCredits } from '../pricing/estimate.ts';
import type { VideoRequest } from '../request/video-fields.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** Credits that one entry's latest attempt may have been charged. */
export function attemptCredits(entry: LedgerEntry, request: VideoRequest): number {
  return entry.credits ?? estimateCredits(request).credits;
}

/** Credits that the attempts under a key may have been charged without giving a video. */
export function lostCredits(entry: LedgerEntry | undefined, request: VideoRequest): number {
  if (entry === undefined) return 0;
  const { earlierCredits = 0, state } = entry;
  const isLost = state === 'failed' || state === 'ambiguous';
  return earlierCredits + (isLost ? attemptCredits(entry, request) : 0);
}

/** Whether a video with this entry would be submitted, and so paid for, by a run that asks for it. */
export function isPayable(entry: LedgerEntry | undefined): boolean {
  return entry === undefined || (entry.state === 'failed' && !entry.isFinal);
}
