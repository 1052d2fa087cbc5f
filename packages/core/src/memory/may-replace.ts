import type { LedgerEntry } from './ledger-entry.ts';

/**
 * Whether a ledger that has `current` under a key stores `entry` in its place. Records may arrive
 * late, twice, or from two runs that wait for one task, and must undo nothing: attempts only grow, an
 * attempt only moves on, and a finished video stays finished.
 */
export function mayReplace(entry: LedgerEntry, current: LedgerEntry | undefined): boolean {
  if (current === undefined) return true;
  if (entry.attempt === current.attempt) {
    return progressOf(entry) >= progressOf(current) && !endsOtherTask(entry, current);
  }
  if (current.state === 'finished') return false;
  if (entry.attempt > current.attempt) return true;
  if (current.state !== 'failed') return false;
  // A video that came after all, or the task of a submission that was lost, beats a later failure:
  // the alternative is to pay again.
  return entry.state === 'finished' || (entry.state === 'submitted' && !current.taskId);
}

/** How far an attempt has come. */
function progressOf(entry: LedgerEntry): number {
  switch (entry.state) {
    case 'submitting':
      return 0;
    case 'ambiguous':
      return 1;
    case 'failed':
      return entry.taskId === undefined ? 1 : 3;
    case 'submitted':
      return 2;
    case 'finished':
      return 4;
  }
}

/** A task from outside may have been adopted for an attempt whose own task was named later. */
function endsOtherTask(entry: LedgerEntry, current: LedgerEntry): boolean {
  const isPaid = current.state === 'submitted' || current.state === 'finished';
  const isEnd = entry.state === 'failed' || entry.state === 'finished';
  return isPaid && isEnd && entry.taskId !== current.taskId;
}
