import { describe, expect, test } from 'vitest';
import { ledgerEntrySchema } from './ledger-entry.ts';

describe('a ledger entry', () => {
  test.each([
    { state: 'submitting', at: 1 },
    { state: 'ambiguous', at: 1 },
    { state: 'submitted', at: 1, taskId: 'task_1' },
    { state: 'finished', at: 2, taskId: 'task_1', submittedAt: 1, credits: 300 },
    { state: 'failed', at: 2, taskId: 'task_1', reason: 'task-failed' },
    { state: 'failed', at: 2, reason: 'refused' },
  ])('%j comes back from storage as it was', (entry) => {
    expect(ledgerEntrySchema.parse(JSON.parse(JSON.stringify(entry)))).toEqual(entry);
  });

  test.each([
    {},
    { state: 'paid', at: 1 },
    { state: 'submitted', at: 1 },
    { state: 'submitted', at: 1, taskId: '' },
    { state: 'submitting', at: 'yesterday' },
  ])('is not read from %j', (text) => {
    expect(ledgerEntrySchema.safeParse(text).success).toBe(false);
  });
});
