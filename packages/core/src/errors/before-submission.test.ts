import { describe, expect, test } from 'vitest';
import { BudgetExceededError, InvalidRequestError, LedgerError } from './before-submission.ts';
import { requestIssue } from './request-issue.ts';

describe('InvalidRequestError', () => {
  test('names every failure with its field', () => {
    const issues = [
      requestIssue([], 'It is odd.'),
      requestIssue(['shots', 0, 'duration'], 'It is too long.'),
    ];

    const error = new InvalidRequestError(issues);

    expect(error).toMatchObject({
      name: 'InvalidRequestError',
      code: 'invalid-request',
      message:
        'The input is not valid, so nothing was sent. It is odd. shots[0].duration: It is too long.',
      issues,
      mayHaveBeenCharged: false,
      retryable: false,
    });
  });
});

describe('BudgetExceededError', () => {
  test.each([
    [
      1,
      'This video costs 432 credits, more than the limit of 300. Nothing was submitted for it. Raise the limit, or ask for fewer seconds, std mode or no sound.',
    ],
    [
      3,
      'These 3 videos cost 432 credits, more than the limit of 300. Nothing was submitted for them. Raise the limit, or ask for fewer seconds, std mode or no sound.',
    ],
  ])('explains what %i cost, and what is allowed', (videos, message) => {
    const error = new BudgetExceededError({ neededCredits: 432, maxCredits: 300, videos });

    expect(error).toMatchObject({
      name: 'BudgetExceededError',
      code: 'budget-exceeded',
      message,
      neededCredits: 432,
      maxCredits: 300,
      mayHaveBeenCharged: false,
      retryable: false,
    });
  });
});

describe('LedgerError', () => {
  const cause = new Error('disk full');

  test('before a submission means that nothing was charged', () => {
    const error = new LedgerError({ what: 'The ledger could not be read.', cause });

    expect(error).toMatchObject({
      name: 'LedgerError',
      code: 'ledger',
      message: 'The ledger could not be read.',
      taskId: undefined,
      mayHaveBeenCharged: false,
      retryable: true,
      cause,
    });
  });

  test('after one names the task that is paid', () => {
    const error = new LedgerError({ what: 'The ledger is full.', taskId: 'task_1', cause });

    expect(error).toMatchObject({ taskId: 'task_1', mayHaveBeenCharged: true });
  });
});
