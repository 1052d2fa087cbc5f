/** A lognormal distribution of run times: the usual shape of how long renderings take. */
export interface RunTime {
  readonly medianSeconds: number;
  /** Standard deviation of the logarithm; 0.35 means that two tasks in three are within ±40 %. */
  readonly sigma: number;
}

/** Probability density at `seconds`, per second. */
export function density({ medianSeconds, sigma }: RunTime, seconds: number): number {
  const deviation = Math.log(seconds / medianSeconds) / sigma;
  return Math.exp(-(deviation ** 2) / 2) / (seconds * sigma * Math.sqrt(2 * Math.PI));
}

/** Probability that a task is still running after `seconds`. */
export function survival({ medianSeconds, sigma }: RunTime, seconds: number): number {
  return complementaryErrorFunction(Math.log(seconds / medianSeconds) / (sigma * Math.SQRT2)) / 2;
}

/**
 * ∫√(f·S) dt: the figure that bounds every polling policy, because polls × mean lag ≥ half its
 * square. In √seconds.
 */
export function pollingEffort(runTime: RunTime): number {
  const { medianSeconds, sigma } = runTime;
  const step = 0.05;
  let effort = 0;
  for (let deviation = -6; deviation < 8; deviation += step) {
    const seconds = medianSeconds * Math.exp(sigma * deviation);
    const integrand = Math.sqrt(density(runTime, seconds) * survival(runTime, seconds));
    effort += integrand * seconds * sigma * step;
  }
  return effort;
}

/**
 * erfc, with a relative error below 1.2e-7 for every argument, so a hazard deep in the tail
 * stays right where 1 − erf would be zero. Chebyshev fit by W. H. Press et al., 1992.
 */
function complementaryErrorFunction(x: number): number {
  const t = 1 / (1 + Math.abs(x) / 2);
  const polynomial = coefficients.reduceRight((sum, coefficient) => coefficient + t * sum, 0);
  const value = t * Math.exp(-x * x + polynomial);
  return x >= 0 ? value : 2 - value;
}

const coefficients = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
] as const;
