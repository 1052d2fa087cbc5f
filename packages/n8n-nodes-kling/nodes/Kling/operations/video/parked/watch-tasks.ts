import { isError } from '@kling-automation/core';
import type { Api } from '../../../host/network/api.ts';
import { type ParkedRun, runningVideos } from './parked-run.ts';

/** How to watch. */
export interface WatchOptions {
  /** Until when, in milliseconds since 1970: then the execution wakes by itself. */
  readonly until: number;
  readonly targetLagSeconds: number;
  /** Whether it is to be woken then, because a deadline is over. */
  readonly isDeadline: boolean;
  /** Wakes the execution. */
  readonly wake: () => Promise<void>;
}

/**
 * Watches the tasks of a parked run, as a run that is not parked does, and wakes it when there is
 * something to do: when all have ended, or when one has given its place to a video that waits. Ends
 * with the nap of the execution; a watcher that finds it awake already has nothing to do.
 */
export async function watchTasks(
  { client, clock }: Pick<Api, 'client' | 'clock'>,
  run: ParkedRun,
  { isDeadline, targetLagSeconds, until, wake }: WatchOptions,
): Promise<void> {
  const ending = new AbortController();
  const running = runningVideos(run);
  if (running.length === 0) return;
  const needed = run.pending.length > 0 ? 1 : running.length;
  let ended = 0;
  const watches = running.map(async ({ submittedAt, taskId }) => {
    const deadlineSeconds = Math.max(0, until - clock.now()) / 1000;
    const options = { deadlineSeconds, submittedAt, targetLagSeconds, signal: ending.signal };
    const isLeft = await client.wait(taskId, options).then(
      () => false,
      (error: unknown) => isError(error, 'deadline-exceeded') || isError(error, 'aborted'),
    );
    ended += isLeft ? 0 : 1;
    if (!isLeft && ended === needed) ending.abort();
  });
  await Promise.all(watches);
  if (ended >= needed || isDeadline) await wake();
}
