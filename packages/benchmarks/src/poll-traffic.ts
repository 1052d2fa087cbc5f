import { createPollSchedule, createTimings, type PollSchedule } from '@kling-automation/core';

/** The minimum of polls × mean lag for the run times below (Cauchy–Schwarz). */
export const limit = 30.5;

/** Simulates policies on 20,000 run times, lognormal with median 100 s and σ 0.35. */
export async function measurePollTraffic() {
  const runTimes = stratifiedRunTimes(20_000, 100, 0.35);
  return policies().map(([policy, schedule]) => {
    const times = pollTimes(schedule, Math.max(...runTimes));
    const results = runTimes.map((runTime) => {
      const first = times.findIndex((time) => time >= runTime);
      return { polls: first + 1, lagSeconds: (times[first] ?? 0) - runTime };
    });
    const polls = mean(results.map((each) => each.polls));
    const lag = mean(results.map((each) => each.lagSeconds));
    const lags = results.map((each) => each.lagSeconds).sort((a, b) => a - b);
    return {
      policy,
      'polls a task': polls.toFixed(1),
      'mean lag s': lag.toFixed(2),
      'p99 lag s': (lags[Math.floor(lags.length * 0.99)] ?? 0).toFixed(1),
      'polls × lag ÷ limit': ((polls * lag) / limit).toFixed(2),
    };
  });
}

function policies(): readonly (readonly [string, PollSchedule])[] {
  return [
    ['this, before any task', createPollSchedule()],
    ['this, after 30 tasks', learnedFrom(30)],
    ['this, after 100 tasks', learnedFrom(100)],
    ['every 2 s', () => 2],
    ['every 5 s', () => 5],
    ['every 10 s', () => 10],
    ['quiet for 56 s, then every 2 s', (elapsed) => (elapsed < 56 ? 56 - elapsed : 2)],
    ['back-off ×1.3 from 1 s to 60 s', (elapsed) => Math.min(60, 1 + 0.3 * elapsed)],
  ];
}

function learnedFrom(tasks: number): PollSchedule {
  const timings = createTimings();
  for (const seconds of stratifiedRunTimes(tasks, 100, 0.35)) timings.observe('any', seconds);
  return createPollSchedule({ expectation: timings.expect('any') });
}

/** The quantiles of the distribution: as even as a sample can be, and always the same. */
function stratifiedRunTimes(count: number, medianSeconds: number, sigma: number) {
  return Array.from({ length: count }, (_, index) => {
    const deviation = normalQuantile((index + 0.5) / count);
    return medianSeconds * Math.exp(sigma * deviation);
  });
}

/** Inverse of the normal distribution, by bisection. */
function normalQuantile(probability: number): number {
  let [low, high] = [-8, 8];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (normalProbability(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Marsaglia's series for the normal distribution, exact to double precision for |x| < 8. */
function normalProbability(x: number): number {
  let term = x;
  let sum = x;
  for (let divisor = 3; Math.abs(term) > 1e-17; divisor += 2) {
    term *= (x * x) / divisor;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-(x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Every task of one policy is polled at the same times, until it ends. */
function pollTimes(schedule: PollSchedule, untilSeconds: number): readonly number[] {
  const times: number[] = [];
  for (let elapsed = 0; elapsed < untilSeconds; ) {
    elapsed += schedule(elapsed);
    times.push(elapsed);
  }
  return times;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
