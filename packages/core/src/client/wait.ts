import { AbortedError, DeadlineExceededError } from '../errors/after-submission.ts';
import { VideoApiError } from '../errors/video-api-error.ts';
import { backOffMilliseconds } from '../polling/back-off.ts';
import type { PollSchedule } from '../polling/poll-schedule.ts';
import type { Clock, Random, Transport } from '../ports.ts';
import type { SucceededTask } from '../task/task.ts';
import { createPollTracker, type PollEvent } from './poll-tracker.ts';
import type { RateGate } from './rate-gate.ts';
import { maxPollMilliseconds, pollTask } from './read.ts';

/** A wait, with everything decided. */
export interface Wait {
  readonly taskId: string;
  readonly schedule: PollSchedule;
  /** Milliseconds since 1970. */
  readonly submittedAt: number;
  /** False when nobody knows what became of the task since: then it is polled at once. */
  readonly isFresh: boolean;
  readonly deadlineSeconds: number;
  readonly signal?: AbortSignal | undefined;
  readonly onPoll?: ((event: PollEvent) => void) | undefined;
}

/** A task that succeeded, and when: between the last poll before and the one that saw it. */
export interface Finish {
  readonly task: SucceededTask;
  /** Milliseconds since 1970. */
  readonly finishedAt: number;
}

interface Ports {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly gate: RateGate;
  readonly random: Random;
}

/** Polls until the task ends, the deadline passes or the signal aborts. See {@link Client.wait}. */
export async function waitForTask(ports: Ports, wait: Wait): Promise<Finish> {
  try {
    return await pollUntilFinal(ports, wait);
  } catch (error) {
    if (VideoApiError.isInstance(error)) throw error;
    if (wait.signal?.aborted === true)
      throw new AbortedError({ taskId: wait.taskId, cause: error });
    throw unforeseen(wait.taskId, error);
  }
}

async function pollUntilFinal(ports: Ports, wait: Wait): Promise<Finish> {
  const { clock, gate, random } = ports;
  const { deadlineSeconds, schedule, signal, submittedAt } = wait;
  const startedAt = clock.now();
  const deadline = startedAt + deadlineSeconds * 1000;
  const tracker = createPollTracker(wait);
  const plannedPause = () => schedule((clock.now() - submittedAt) / 1000) * 1000;

  let runningAt = submittedAt;
  let pause = Math.max(wait.isFresh ? plannedPause() : 0, gate.millisecondsUntilOpen());
  let pollAt = nextPoll(clock.now(), pause, deadline, deadlineSeconds);
  while (pollAt !== undefined) {
    await clock.sleep(pollAt - clock.now(), signal);
    const askedAt = clock.now();
    const milliseconds = Math.min(maxPollMilliseconds, deadline - askedAt);
    const result = await pollTask(ports, wait.taskId, { milliseconds, signal });
    const task = tracker.evaluate(result, (askedAt - submittedAt) / 1000);
    if (task !== undefined) return { task, finishedAt: (runningAt + askedAt) / 2 };

    if (result.task !== undefined) runningAt = askedAt;
    const failures = tracker.failuresInARow();
    const backOff = failures === 0 ? 0 : backOffMilliseconds(failures, random);
    const planned = tracker.nextPollWithin() ?? plannedPause();
    pause = Math.max(planned, backOff, gate.millisecondsUntilOpen());
    pollAt = nextPoll(clock.now(), pause, deadline, deadlineSeconds);
  }

  await clock.sleep(Math.max(0, deadline - clock.now()), signal);
  const waitedMilliseconds = clock.now() - startedAt;
  throw new DeadlineExceededError({ ...tracker.lastResult(), waitedMilliseconds });
}

/** Nothing leaves a wait for a paid task without the task's id. */
function unforeseen(taskId: string, cause: unknown): VideoApiError {
  const what = cause instanceof Error ? cause.message : String(cause);
  const message = `Waiting for task ${taskId} ended unexpectedly (${what}). The task is already paid: wait for it again instead of submitting it again.`;
  const facts = { taskId, mayHaveBeenCharged: true, retryable: true, cause };
  return new VideoApiError('unexpected-response', message, facts);
}

/**
 * When to poll next, in milliseconds since 1970; undefined when no time is left. One poll is kept
 * for the last moment, so a task which ends just before the deadline is not reported as late.
 */
function nextPoll(
  now: number,
  pause: number,
  deadline: number,
  deadlineSeconds: number,
): number | undefined {
  const lastPollAt = deadline - Math.min(1000, deadlineSeconds * 100);
  return now < lastPollAt ? Math.min(now + pause, lastPollAt) : undefined;
}
