import { documentedRunTime, type Expectation } from './expectation.ts';
import { density, pollingEffort, survival } from './lognormal.ts';

/** Reports how many seconds to wait before the next poll, by the seconds since the submission. */
export type PollSchedule = (elapsedSeconds: number) => number;

/** A task like nothing foreseen: seconds or minutes, nobody knows. */
const unforeseen = { medianSeconds: 10, sigma: 1.5 } as const;

/** Limits of a gap between two polls, in seconds, at a target lag of one second. */
const shortestGap = 0.5;
const longestGap = 8;

/** Nothing is asked before this, in seconds, once enough tasks were seen to be sure. */
const longestQuiet = 25;

/** Step of the integration, in seconds. */
const step = 0.125;

/**
 * Makes the schedule that reports of a finished task with the fewest polls.
 *
 * Waiting is an inspection problem: with hazard h = f/S, polls n(t) = √(h/2k) a second reach the
 * least polls × mean lag there can be. So the schedule is quiet while hardly a task ends, dense
 * where most do, and thins out after that. A share of the unforeseen in the mix keeps it from
 * sleeping through a task that is over in seconds, or pestering one that takes many minutes.
 *
 * @param options.targetLagSeconds mean time between "ready" and "noticed". @default 1
 * @param options.expectation how long the task should run. @default the documented 60–180 s
 */
export function createPollSchedule(
  options: {
    readonly targetLagSeconds?: number | undefined;
    readonly expectation?: Expectation | undefined;
  } = {},
): PollSchedule {
  const { expectation = documentedRunTime, targetLagSeconds = 1 } = options;
  const pollsPerRootHazard = pollingEffort(expectation) / (2 * targetLagSeconds);
  const pollsPerSecond = (seconds: number) => pollsPerRootHazard * rootHazard(expectation, seconds);

  return (elapsedSeconds) => {
    const elapsed = Math.max(0, elapsedSeconds);
    const longest = Math.max(longestGap * targetLagSeconds, longestQuiet - elapsed);
    let gap = 0;
    for (let polls = 0; polls < 1 && gap < longest; gap += step) {
      polls += step * pollsPerSecond(elapsed + gap + step / 2);
    }
    return Math.max(gap, shortestGap * Math.min(1, targetLagSeconds));
  };
}

/** √h of the expected run time with its share of surprise. */
function rootHazard(expectation: Expectation, seconds: number): number {
  const { surprise } = expectation;
  const ending =
    (1 - surprise) * density(expectation, seconds) + surprise * density(unforeseen, seconds);
  const running =
    (1 - surprise) * survival(expectation, seconds) + surprise * survival(unforeseen, seconds);
  return Math.sqrt(ending / running);
}
