import { isFinal, type Task } from '@kling-automation/core';
import type { ParkedRun } from './parked-run.ts';

/** How many tasks are read at once. */
const readsAtOnce = 5;

/** How many executions are kept in mind. */
const mostRemembered = 1000;

/** The task of an execution that was still running when last looked at: the next look starts there. */
const lastRunning = new Map<string, string>();

/**
 * Whether all tasks of a parked execution have ended. Stops at the first that has not, so that a
 * callback for each of many videos does not read all of them each time. A task that cannot be read
 * counts as running.
 */
export async function haveAllEnded(
  { executionId, videos }: Pick<ParkedRun, 'executionId' | 'videos'>,
  read: (taskId: string) => Promise<Task>,
): Promise<boolean> {
  const taskIds = [...new Set(videos.map(({ taskId }) => taskId))];
  const queue = startingWith(lastRunning.get(executionId), taskIds);
  lastRunning.delete(executionId);
  for (const some of growingSlices(queue)) {
    const ended = await Promise.all(some.map((taskId) => hasEnded(read(taskId))));
    const running = some[ended.indexOf(false)];
    if (running !== undefined) {
      remember(executionId, running);
      return false;
    }
  }
  return true;
}

/** The first by itself: mostly it still runs, and no other need be read. */
function* growingSlices(taskIds: readonly string[]): Generator<readonly string[]> {
  yield taskIds.slice(0, 1);
  for (let start = 1; start < taskIds.length; start += readsAtOnce) {
    yield taskIds.slice(start, start + readsAtOnce);
  }
}

function hasEnded(reading: Promise<Task>): Promise<boolean> {
  return reading.then(
    ({ status }) => isFinal(status),
    () => false,
  );
}

function startingWith(first: string | undefined, taskIds: readonly string[]): readonly string[] {
  if (first === undefined || !taskIds.includes(first)) return taskIds;
  return [first, ...taskIds.filter((taskId) => taskId !== first)];
}

function remember(executionId: string, taskId: string): void {
  const [oldest] = lastRunning.keys();
  if (oldest !== undefined && lastRunning.size >= mostRemembered) lastRunning.delete(oldest);
  lastRunning.set(executionId, taskId);
}
