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
  const played = runTimes.map((runTime) => play(schedule, runTime));
  return summarise(played);
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

function play(schedule: PollSchedule, runTime: number) {
  let elapsed = 0;
  let polls = 0;
  while (elapsed < runTime) {
    elapsed += schedule(elapsed);
    polls += 1;
  }
  return { polls, lagSeconds: elapsed - runTime };
}
