import {
  type Client,
  DeadlineExceededError,
  type PollEvent,
  parseTask,
  TaskNotFoundError,
  UnavailableError,
} from '@kling-automation/core';
import { expect, test } from 'vitest';
import { waitForTask } from '../../nodes/Kling/operations/task/wait-for-task.ts';

const taskId = 'task_1';
const late = new DeadlineExceededError({
  taskId,
  lastStatus: 'running',
  waitedMilliseconds: 60_000,
});
const unavailable = new UnavailableError({ httpStatus: 503, taskId });
const running = parseTask({ task_id: taskId, status: 'running' });

/** Waits with a client whose polls see this, and whose time then passes. */
function waitThrough(...polls: readonly Pick<PollEvent, 'task' | 'error'>[]) {
  const slept: number[] = [];
  const client: Pick<Client, 'read' | 'wait'> = {
    async wait(_, { onPoll, signal } = {}) {
      for (const [index, poll] of polls.entries()) {
        onPoll?.({ taskId, poll: index + 1, elapsedSeconds: index, ...poll });
        signal?.throwIfAborted();
      }
      throw late;
    },
    async read() {
      throw new TaskNotFoundError({ taskId });
    },
  };
  const clock = {
    now: () => 0,
    async sleep(milliseconds: number) {
      slept.push(milliseconds);
    },
  };
  const waiting = waitForTask({ client, clock }, taskId, { deadlineSeconds: 60 });
  return { slept, waiting };
}

test('a task that was running at the end of the time is late', async () => {
  const { waiting } = waitThrough({ task: running }, { error: unavailable });

  await expect(waiting).rejects.toBe(late);
});

test('a task that could not be read once is called neither running nor paid', async () => {
  const { waiting } = waitThrough({ error: unavailable }, { error: unavailable });

  await expect(waiting).rejects.toMatchObject({
    code: 'deadline-exceeded',
    message:
      'Task task_1 could not be read for 60 s, so its status is not known. The API is unavailable (HTTP 503). Try again later.',
    taskId,
    retryable: true,
  });
});

test('an id that is unknown at two looks, a second apart, ends the wait', async () => {
  const { slept, waiting } = waitThrough({ error: new TaskNotFoundError({ taskId }) });

  await expect(waiting).rejects.toMatchObject({ code: 'task-not-found' });
  expect(slept).toEqual([1000]);
});

test('a task that was seen may be unknown at a later poll', async () => {
  const unknown = new TaskNotFoundError({ taskId });
  const { slept, waiting } = waitThrough({ task: running }, { error: unknown });

  await expect(waiting).rejects.toBe(late);
  expect(slept).toEqual([]);
});
