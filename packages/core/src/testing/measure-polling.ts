import type { PollSchedule } from '../polling/poll-schedule.ts';

/** What a schedule costs and brings, over many tasks. */
export interface PollingFigures {
  /** Polls a task. */
  readonly polls: number;
  readonly meanLagSeconds: number;
  readonly p99LagSeconds: number;
}

/** Plays a schedule against tasks that run so long, in virtual time. */
export function measurePolling(
  schedule: PollSchedule,
  runTimes: readonly number[],
): PollingFigures {
  const polls = pollTimes(schedule, Math.max(...runTimes));
  const played = runTimes.map((runTime) => {
    const first = polls.findIndex((poll) => poll >= runTime);
    return { polls: first + 1, lagSeconds: (polls[first] ?? 0) - runTime };
  });
  return summarise(played);
}

/** Every task of one schedule is polled at the same times, until it ends. */
function pollTimes(schedule: PollSchedule, untilSeconds: number): readonly number[] {
  const polls: number[] = [];
  for (let elapsed = 0; elapsed < untilSeconds; ) {
    elapsed += schedule(elapsed);
    polls.push(elapsed);
  }
  return polls;
}

/** Sums up tasks that were polled. */
export function summarise(
  played: readonly { readonly polls: number; readonly lagSeconds: number }[],
): PollingFigures {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const lags = played.map(({ lagSeconds }) => lagSeconds).sort((a, b) => a - b);
  return {
    polls: mean(played.map(({ polls }) => polls)),
    meanLagSeconds: mean(lags),
    p99LagSeconds: lags[Math.floor(lags.length * 0.99)] ?? 0,
  };
}
