/**
 * Draws how long a task takes, in seconds at speed 1: lognormal with a median of 104 s, between 60
 * and 180 s as the model's page documents. The same seed and the same ordinal give the same
 * times, whatever else is submitted.
 */
export function drawRunTime(seed: number, ordinal: number): RunTime {
  const random = createRandom(seed, ordinal);
  const totalSeconds = drawTotalSeconds(random);
  return { queuedSeconds: totalSeconds * (0.04 + 0.08 * random()), totalSeconds };
}

export interface RunTime {
  /** From the submission until the task starts to run. */
  readonly queuedSeconds: number;
  /** From the submission until the task has ended. */
  readonly totalSeconds: number;
}

const medianSeconds = 104;
const spread = 0.35;
const minSeconds = 60;
const maxSeconds = 180;

function drawTotalSeconds(random: () => number): number {
  let seconds = 0;
  while (seconds < minSeconds || seconds > maxSeconds) {
    seconds = medianSeconds * Math.exp(spread * drawNormal(random));
  }
  return seconds;
}

function drawNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Mulberry32 with a state from seed and ordinal: numbers from 0 up to, but not including, 1. */
function createRandom(seed: number, ordinal: number): () => number {
  let state = scramble(Math.imul(seed, 0x9e3779b1) ^ Math.imul(ordinal, 0x85ebca6b));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    return scramble(state) / 2 ** 32;
  };
}

function scramble(value: number): number {
  const first = Math.imul(value ^ (value >>> 15), 1 | value);
  const second = (first + Math.imul(first ^ (first >>> 7), 61 | first)) ^ first;
  return (second ^ (second >>> 14)) >>> 0;
}
