import { describe, expect, test } from 'vitest';

import {
  AbortedError,
  AmbiguousSubmissionError,
  DeadlineExceededError,
  DownloadError,
  TaskFailedError,
  TaskNotFoundError,
} from './after-submission.ts';

const cause = new Error('reset');

describe('AmbiguousSubmissionError', () => {
  test('explains what is known and what to do, and is never retried', () => {
    const what = 'the request was sent, but no response arrived (connection reset)';

    expect(new AmbiguousSubmissionError({ what, cause })).toMatchObject({
      name: 'AmbiguousSubmissionError',
      code: 'ambiguous-submission',
      message:
        'You may have been charged: the request was sent, but no response arrived (connection reset). The request was not sent again, because that could pay twice. Check the API in One dashboard: if the task is there, resume it by its task id; if not, submit again.',
      taskId: undefined,
      mayHaveBeenCharged: true,
      retryable: false,
      cause,
    });
  });
});

describe('TaskNotFoundError', () => {
  test('names the task', () => {
    expect(new TaskNotFoundError({ taskId: 'task_1' })).toMatchObject({
      name: 'TaskNotFoundError',
      code: 'task-not-found',
      message:
        'The API knows no task task_1. Check the id, and that the key belongs to the account that submitted it.',
      taskId: 'task_1',
      mayHaveBeenCharged: true,
      retryable: false,
    });
  });
});

describe('TaskFailedError', () => {
  test.each([
    [
      { status: 'failed', reason: 'other' },
      'Task task_1 failed. Failed tasks are probably refunded: check the API in One dashboard.',
    ],
    [
      { status: 'cancelled', reason: 'other' },
      'Task task_1 was cancelled. Failed tasks are probably refunded: check the API in One dashboard.',
    ],
    [
      {
        status: 'failed',
        reason: 'content-policy',
        apiCode: '1301',
        apiMessage: 'Sensitive prompt',
      },
      'Task task_1 failed: Sensitive prompt. Change the prompt or the image: the same request would be refused again. Failed tasks are probably refunded: check the API in One dashboard.',
    ],
  ] as const)('made of %j explains why, and promises no refund', (facts, message) => {
    const error = new TaskFailedError({ taskId: 'task_1', ...facts });

    expect(error).toMatchObject({
      name: 'TaskFailedError',
      code: 'task-failed',
      taskId: 'task_1',
      mayHaveBeenCharged: true,
      retryable: false,
      ...facts,
    });
    expect(error.message).toBe(message);
  });
});

describe('DeadlineExceededError', () => {
  test.each([
    [
      'IN_PROGRESS',
      'Task task_1 was still "IN_PROGRESS" after 600 s. It keeps running and is already paid: wait for task task_1 again instead of submitting it again.',
    ],
    [
      undefined,
      'Task task_1 was not readable after 600 s. It keeps running and is already paid: wait for task task_1 again instead of submitting it again.',
    ],
  ])('with the last status %j explains how to resume', (lastStatus, message) => {
    const facts = { taskId: 'task_1', lastStatus, waitedMilliseconds: 600_400 };

    expect(new DeadlineExceededError({ ...facts, cause })).toMatchObject({
      name: 'DeadlineExceededError',
      code: 'deadline-exceeded',
      message,
      ...facts,
      mayHaveBeenCharged: true,
      retryable: true,
      cause,
    });
  });
});

describe('AbortedError', () => {
  test('explains how to resume, and keeps the reason', () => {
    expect(new AbortedError({ taskId: 'task_1', cause })).toMatchObject({
      name: 'AbortedError',
      code: 'aborted',
      message:
        'Stopped waiting for task task_1. It keeps running and is already paid: wait for task task_1 again instead of submitting it again.',
      taskId: 'task_1',
      mayHaveBeenCharged: true,
      retryable: true,
      cause,
    });
  });
});

describe('DownloadError', () => {
  test.each([
    ['expired', true],
    ['interrupted', true],
    ['too-large', false],
    ['not-a-video', false],
    ['bad-url', false],
  ] as const)('with the reason %s may be tried again: %s', (reason, retryable) => {
    const error = new DownloadError({ reason, what: 'No file.', taskId: 'task_1', cause });

    expect(error).toMatchObject({
      name: 'DownloadError',
      code: 'download',
      message: 'No file.',
      reason,
      taskId: 'task_1',
      mayHaveBeenCharged: true,
      retryable,
      cause,
    });
  });
});
