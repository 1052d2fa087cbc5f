import { describe, expect, test } from 'vitest';
import { ledgerEntrySchema } from './ledger-entry.ts';

const submission = { attempt: 2, credits: 300, earlierCredits: 300, at: 1, owner: 'run 7' };
const task = { ...submission, taskId: 'task_1', submittedAt: 1 };

describe('A ledger entry', () => {
  test.each([
    { state: 'submitting', attempt: 1, at: 1 },
    { state: 'submitting', ...submission },
    { state: 'ambiguous', ...submission },
    { state: 'submitted', ...task },
    { state: 'finished', ...task },
    { state: 'failed', ...submission, reason: 'refused', isFinal: false },
    { state: 'failed', ...task, reason: 'content-policy', isFinal: true, message: 'No.' },
  ])('comes back from JSON as it was: %j', (entry) => {
    const { submittedAt: _, ...stored } = { submittedAt: undefined, ...entry };
    const expected = entry.state === 'failed' ? stored : entry;

    expect(ledgerEntrySchema.parse(JSON.parse(JSON.stringify(entry)))).toEqual(expected);
  });

  test.each([
    { state: 'paid', attempt: 1, at: 1 },
    { state: 'submitting', at: 1 },
    { state: 'submitting', attempt: 0, at: 1 },
    { state: 'submitting', attempt: 1, at: 'yesterday' },
    { state: 'submitting', attempt: 1, at: 1, credits: -1 },
    { state: 'submitted', attempt: 1, at: 1, submittedAt: 1 },
    { state: 'submitted', attempt: 1, at: 1, submittedAt: 1, taskId: '' },
    { state: 'failed', attempt: 1, at: 1, reason: 'refused' },
  ])('is not read from %j', (text) => {
    expect(ledgerEntrySchema.safeParse(text).success).toBe(false);
  });
});
