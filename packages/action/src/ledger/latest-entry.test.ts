import type { LedgerEntry } from '@kling-automation/core';
import { describe, expect, test } from 'vitest';
import { latestEntry } from './latest-entry.ts';

const submitting = (at: number): LedgerEntry => ({ state: 'submitting', attempt: 1, at });
const submitted = (at: number): LedgerEntry => ({
  state: 'submitted',
  attempt: 1,
  at,
  submittedAt: at,
  taskId: 'task_1',
});
const failed = (at: number): LedgerEntry => ({
  state: 'failed',
  attempt: 1,
  isFinal: false,
  at,
  reason: 'task-failed',
});
const ambiguous = (at: number): LedgerEntry => ({ state: 'ambiguous', attempt: 1, at });

describe('of the entries of several ledgers', () => {
  test.each<[string, readonly (LedgerEntry | undefined)[], LedgerEntry | undefined]>([
    ['nothing is nothing', [undefined, undefined], undefined],
    ['the last word counts', [submitted(1), failed(2)], failed(2)],
    ['the last word counts, in any order', [failed(2), submitted(3)], submitted(3)],
    [
      'a task counts before an intent that was seen later',
      [submitting(9), submitted(1)],
      submitted(1),
    ],
    ['a lost response is not forgotten', [ambiguous(1), submitting(9)], ambiguous(1)],
    [
      'an intent counts after a failure, because it may be a new one',
      [failed(5), submitting(4)],
      submitting(4),
    ],
  ])('%s', (_claim, entries, expected) => {
    expect(latestEntry(entries)).toEqual(expected);
  });
});
