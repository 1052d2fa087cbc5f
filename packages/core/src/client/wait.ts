import { AbortedError, DeadlineExceededError } from '../errors/after-submission.ts';
import { VideoApiError } from '../errors/video-api-error.ts';
import { backOffMilliseconds } from '../polling/back-off.ts';
import type { PollSchedule } from '../polling/poll-schedule.ts';
import type { Clock, Random, Transport } from '../ports.ts';
import type { SucceededTask } from '../task/task.ts';
import { createPollTracker, type PollEvent, type PollResult } from './poll-tracker.ts';
import type { RateGate } from './rate-gate.ts';
import { longestPoll, readTask } from './read.ts';

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
    if (error instanceof VideoApiError || !wait.signal?.aborted) throw error;
    throw new AbortedError({ taskId: wait.taskId, cause: error });
  }
}

async function pollUntilFinal(ports: Ports, wait: Wait): Promise<Finish> {
  const { clock, gate, random } = ports;
  const { deadlineSeconds, schedule, signal, submittedAt } = wait;
  const startedAt = clock.now();
  const deadline = startedAt + deadlineSeconds * 1000;
  const lookout = createPollTracker(wait);
  const plannedPause = () => schedule((clock.now() - submittedAt) / 1000) * 1000;

  let runningAt = submittedAt;
  let pause = Math.max(wait.isFresh ? plannedPause() : 0, gate.millisecondsUntilOpen());
  let lookAt = nextLook(clock.now(), pause, deadline, deadlineSeconds);
  while (lookAt !== undefined) {
    await clock.sleep(lookAt - clock.now(), signal);
    const askedAt = clock.now();
    const limit = Math.min(longestPoll, deadline - askedAt);
    const sight = await look(ports, wait.taskId, { milliseconds: limit, signal });
    const task = lookout.judge(sight, (askedAt - submittedAt) / 1000);
    if (task !== undefined) return { task, finishedAt: (runningAt + askedAt) / 2 };

    if (sight.task !== undefined) runningAt = askedAt;
    const failures = lookout.failuresInARow();
    const backOff = failures === 0 ? 0 : backOffMilliseconds(failures, random);
    pause = Math.max(plannedPause(), backOff, gate.millisecondsUntilOpen());
    lookAt = nextLook(clock.now(), pause, deadline, deadlineSeconds);
  }

  await clock.sleep(Math.max(0, deadline - clock.now()), signal);
  const waitedMilliseconds = clock.now() - startedAt;
  throw new DeadlineExceededError({ ...lookout.lastResult(), waitedMilliseconds });
}

async function look(
  ports: Ports,
  taskId: string,
  limits: { readonly milliseconds: number; readonly signal: AbortSignal | undefined },
): Promise<PollResult> {
  try {
    return { task: await readTask(ports, taskId, limits) };
  } catch (error) {
    if (error instanceof VideoApiError) return { error };
    throw error;
  }
}

/**
 * When to look next, in milliseconds since 1970; undefined when no time is left. One look is kept
 * for the last moment, so that a task which ends just before the deadline is not reported as late.
 */
function nextLook(
  now: number,
  pause: number,
  deadline: number,
  deadlineSeconds: number,
): number | undefined {
  const lastLookAt = deadline - Math.min(1000, deadlineSeconds * 100);
  return now < lastLookAt ? Math.min(now + pause, lastLookAt) : undefined;
}
