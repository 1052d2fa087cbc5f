/** Draws lognormal run times, in seconds: always the same ones. */
export function drawRunTimes(options: {
  readonly count: number;
  readonly medianSeconds: number;
  readonly sigma: number;
}): readonly number[] {
  const { count, medianSeconds, sigma } = options;
  const random = createRandom(20_260_101);
  return Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return medianSeconds * Math.exp(sigma * normal);
  });
}

/** A small generator of even numbers from [0, 1) with a seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
