import type { Random } from '../ports.ts';

/** The first pause after a failure, and the longest, in milliseconds. */
const firstPause = 1000;
const longestPause = 30_000;

/**
 * Grows the pause after each failure in a row, with jitter so many clients do not come back
 * at once: 0.5–1 s, 1–2 s, 2–4 s … up to 15–30 s.
 *
 * @param failures how many in a row, at least 1.
 * @returns milliseconds.
 */
export function backOffMilliseconds(failures: number, random: Random): number {
  const pause = Math.min(longestPause, firstPause * 2 ** (failures - 1));
  return Math.round(pause * (0.5 + random() / 2));
}
