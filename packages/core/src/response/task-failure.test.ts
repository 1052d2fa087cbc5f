import { expect, test } from 'vitest';
import { parseTask } from '../task/task.ts';
import { isFinalReason, taskFailure } from './task-failure.ts';

test.each(['queued', 'running', 'succeeded', 'marinating'])(
  'A task that is %s has not failed',
  (status) => {
    expect(taskFailure(parseTask({ data: { status } }), 'task_1')).toBeUndefined();
  },
);

test('A failed task becomes an error with its facts', () => {
  const task = parseTask({
    data: {
      status: 'FAILED',
      error_code: 1301,
      error_message: 'Sensitive prompt with aio_secret_1234567890',
      consumed_credits: 300,
    },
  });

  const error = taskFailure(task, 'task_1');

  expect(error).toMatchObject({
    taskId: 'task_1',
    status: 'failed',
    reason: 'content-policy',
    apiCode: '1301',
    credits: 300,
    mayHaveBeenCharged: true,
  });
  expect(error?.message).not.toContain('1234567890');
});

test('A cancelled task becomes an error without any words of the API', () => {
  expect(taskFailure(parseTask({ data: { status: 'cancelled' } }), 'task_1')).toMatchObject({
    status: 'cancelled',
    reason: 'other',
    apiCode: undefined,
    apiMessage: undefined,
  });
});

test.each([
  ['content-policy', true],
  ['input-fetch', true],
  ['validation', false],
  ['other', false],
] as const)('The reason %s is final: %s', (reason, isFinal) => {
  expect(isFinalReason(reason)).toBe(isFinal);
});
