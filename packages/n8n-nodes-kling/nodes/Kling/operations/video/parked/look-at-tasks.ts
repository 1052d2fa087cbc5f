import { isFinal, type Task } from '@kling-automation/core';
import { createLimit } from '../../../host/limit.ts';
import { type ParkedRun, runningVideos } from './parked-run.ts';

/** How many tasks are read at once. */
const readsAtOnce = 5;

/** A run, and what its tasks looked like in this turn. */
export interface LookedAtRun {
  readonly run: ParkedRun;
  readonly tasks: ReadonlyMap<string, Task>;
}

/**
 * Reads the tasks of a run that are at work and that this turn has not read yet, but those to skip. A task that cannot
 * be read counts as at work, until its deadline.
 */
export async function lookAtTasks(
  { run, tasks }: LookedAtRun,
  read: (taskId: string) => Promise<Task>,
  { now, skip }: { readonly now: number; readonly skip: readonly string[] },
): Promise<LookedAtRun> {
  const limit = createLimit(readsAtOnce);
  const seen = new Map(tasks);
  const unread = new Set(runningVideos(run).map(({ taskId }) => taskId));
  const reads = [...unread].map(async (taskId) => {
    if (seen.has(taskId) || skip.includes(taskId)) return;
    const task = await limit(() => read(taskId)).catch(() => undefined);
    if (task !== undefined) seen.set(taskId, task);
  });
  await Promise.all(reads);

  const hasEnded = (taskId: string) => {
    const task = seen.get(taskId);
    return task !== undefined && isFinal(task.status);
  };
  const videos = run.videos.map((video) => ({
    ...video,
    isOver: video.isOver || hasEnded(video.taskId) || now >= video.deadline,
  }));
  return { run: { ...run, videos }, tasks: seen };
}
