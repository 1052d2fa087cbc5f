import { describe, expect, test } from 'vitest';
import { parseVideoRequest } from '../request/parse-video-request.ts';
import { checkBudget } from './check-budget.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import type { SpendingLimit } from './spending-limits.ts';

const { request } = parseVideoRequest({ prompt: 'A lighthouse at dawn' });
const failure = {
  state: 'failed',
  attempt: 1,
  at: 1,
  credits: 300,
  reason: 'other',
  isFinal: false,
} as const;

function limitOf(maxCredits: number | undefined, spentCredits = 0, name?: string): SpendingLimit {
  const unused = () => Promise.reject(new Error('nothing is counted yet'));
  const spending = { reserve: unused, settle: unused, total: async () => spentCredits };
  return { maxCredits, name, spending, isShared: true };
}

function videosWith(...entries: readonly (LedgerEntry | undefined)[]) {
  return entries.map((entry, index) => ({ key: `video-${index}`, request, entry }));
}

describe('The budget of a run', () => {
  test('is what all its videos may cost with what is spent', async () => {
    const videos = videosWith(undefined, undefined);

    await expect(checkBudget(videos, [limitOf(700, 100)])).resolves.toBeUndefined();
    await expect(checkBudget(videos, [limitOf(699, 100)])).rejects.toMatchObject({
      code: 'budget-exceeded',
      neededCredits: 600,
      spentCredits: 100,
      maxCredits: 699,
    });
  });

  test('is within every limit, and the error names the one that it exceeds', async () => {
    const limits = [limitOf(undefined, 9000), limitOf(600), limitOf(500, 300, 'the limit for May')];

    await expect(checkBudget(videosWith(undefined), limits)).rejects.toThrow(
      'This video costs 300 credits and up to 300 are already spent: together more than the limit for May of 500.',
    );
  });

  test('counts no video that is paid, or will not be submitted', async () => {
    const submission = { attempt: 1, at: 1 };
    const task = { ...submission, taskId: 'task_1', submittedAt: 1 };
    const videos = videosWith(
      { state: 'submitting', ...submission },
      { state: 'ambiguous', ...submission },
      { state: 'submitted', ...task },
      { state: 'finished', ...task },
      { ...failure, isFinal: true },
    );

    await expect(checkBudget(videos, [limitOf(0, 9000)])).resolves.toBeUndefined();
  });

  test('shows when failed tasks fill the limit, and which limit would be enough', async () => {
    await expect(checkBudget(videosWith(failure), [limitOf(300, 300)])).rejects.toThrow(
      'This video costs 300 credits and up to 300 are already spent: together more than the limit of 300. Nothing was submitted for it. 300 of the spent credits are for tasks that failed, which are probably refunded: check the API in One dashboard. A limit of 600 would allow it.',
    );
  });

  test('does not blame failed tasks that the limit does not count', async () => {
    await expect(checkBudget(videosWith(failure), [limitOf(200, 0)])).rejects.toThrow(
      'This video costs 300 credits, more than the limit of 200. Nothing was submitted for it. Raise the limit, or ask for fewer seconds, std mode or no sound.',
    );
  });
});
