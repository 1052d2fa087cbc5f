import { describe, expect, test } from 'vitest';
import { parseVideoRequest } from '../request/parse-video-request.ts';
import { attemptCredits, isPayable, lostCredits } from './credits.ts';
import type { LedgerEntry } from './ledger-entry.ts';

const { request } = parseVideoRequest({ prompt: 'A lighthouse at dawn' });
const submission = { attempt: 2, credits: 900, earlierCredits: 300, at: 1 };
const task = { ...submission, taskId: 'task_1', submittedAt: 1 };
const failure = { state: 'failed', ...submission, reason: 'other', isFinal: false } as const;

describe('What a video may have been charged', () => {
  test('is the estimate where the ledger cannot store a figure', () => {
    const entry = { state: 'ambiguous', attempt: 1, at: 1 } as const;

    expect(attemptCredits(entry, request)).toBe(300);
    expect(lostCredits(entry, request)).toBe(300);
  });

  test('is what the ledger shows, 0 included', () => {
    expect(attemptCredits({ ...failure, credits: 900 }, request)).toBe(900);
    expect(attemptCredits({ ...failure, credits: 0 }, request)).toBe(0);
  });

  test.each<[LedgerEntry | undefined, number]>([
    [undefined, 0],
    [failure, 1200],
    [{ ...failure, credits: 0 }, 300],
    [{ state: 'ambiguous', ...submission }, 1200],
    [{ state: 'submitting', ...submission }, 300],
    [{ state: 'submitted', ...task }, 300],
    [{ state: 'finished', ...task }, 300],
  ])('was spent without a video, for %j: %i credits', (entry, credits) => {
    expect(lostCredits(entry, request)).toBe(credits);
  });

  test.each<[LedgerEntry | undefined, boolean]>([
    [undefined, true],
    [failure, true],
    [{ ...failure, isFinal: true }, false],
    [{ state: 'ambiguous', ...submission }, false],
    [{ state: 'submitting', ...submission }, false],
    [{ state: 'submitted', ...task }, false],
    [{ state: 'finished', ...task }, false],
  ])('would be paid by the next run, for %j: %s', (entry, expected) => {
    expect(isPayable(entry)).toBe(expected);
  });
});
