import type { RunTime } from './lognormal.ts';

/** How long a task is expected to run, and how much that can be trusted. */
export interface Expectation extends RunTime {
  /** Probability that the task is like nothing foreseen, from 0 to 1. */
  readonly surprise: number;
}

/**
 * What is expected before any task was seen: the API's "60–180 seconds" (contract.md §1), read as
 * the span of four tasks in five.
 */
export const documentedRunTime: Expectation = { medianSeconds: 104, sigma: 0.43, surprise: 0.1 };

/** How much the documented span counts beside tasks that were seen, in tasks. */
const documentedWeight = 3;

/** How many tasks are remembered, so an API that has changed is believed within minutes. */
const memory = 50;

/** No class of tasks is believed to be steadier than this. */
const leastSigma = 0.1;

/** Sharpens the expected run time of each class of tasks by the tasks seen in this process. */
export interface Timings {
  /** What to expect of a task of this class. */
  expect(taskClass: string): Expectation;
  /** Learns that a task of this class ran so long. */
  observe(taskClass: string, seconds: number): void;
}

/** A running mean and variance of logarithms, in which old tasks fade. */
interface Seen {
  readonly count: number;
  readonly mean: number;
  readonly variance: number;
}

const nothingSeen: Seen = { count: 0, mean: 0, variance: 0 };

/** Starts with nothing but the documented run time. */
export function createTimings(): Timings {
  const seenByClass = new Map<string, Seen>();
  return {
    expect: (taskClass) => expectationAfter(seenByClass.get(taskClass) ?? nothingSeen),
    observe(taskClass, seconds) {
      const logarithm = Math.log(Math.max(seconds, 0.1));
      seenByClass.set(taskClass, add(seenByClass.get(taskClass) ?? nothingSeen, logarithm));
    },
  };
}

function add({ count, mean, variance }: Seen, value: number): Seen {
  const faded = Math.min(count, memory - 1);
  const weight = 1 / (faded + 1);
  const difference = value - mean;
  return {
    count: faded + 1,
    mean: mean + weight * difference,
    variance: (1 - weight) * (variance + weight * difference ** 2),
  };
}

/** The documented run time and the tasks seen, pooled by their weights. */
function expectationAfter({ count, mean, variance }: Seen): Expectation {
  const share = count / (count + documentedWeight);
  const documentedMean = Math.log(documentedRunTime.medianSeconds);
  const spread = share * (1 - share) * (mean - documentedMean) ** 2;
  const pooled = share * variance + (1 - share) * documentedRunTime.sigma ** 2 + spread;
  return {
    medianSeconds: Math.exp(share * mean + (1 - share) * documentedMean),
    sigma: Math.max(leastSigma, Math.sqrt(pooled)),
    surprise: documentedRunTime.surprise / (1 + count),
  };
}
