import type { DedupRows } from '../n8n-internals/dedup-rows.ts';

/**
 * Writes a text into rows that can only be counted: one row a letter, and how many strings it holds
 * names the letter. The row with the length comes last: without it nothing is written.
 */
export async function writeText(rows: DedupRows, name: string, text: string): Promise<void> {
  const letters = [...encodeURIComponent(text)];
  await Promise.all(
    letters.map((letter, at) => rows.create(letterRow(name, at), alphabet.indexOf(letter) + 1)),
  );
  await rows.create(lengthRow(name), letters.length);
}

/** Reads a text; undefined when none was written to its end. */
export async function readText(rows: DedupRows, name: string): Promise<string | undefined> {
  const length = await rows.size(lengthRow(name));
  if (length === 0) return undefined;
  const sizes = await Promise.all(
    Array.from({ length }, (_, at) => rows.size(letterRow(name, at))),
  );
  const letters = sizes.map((size) => alphabet[size - 1]);
  return letters.includes(undefined) ? undefined : decodeURIComponent(letters.join(''));
}

/** What encodeURIComponent can return, in the order of use: most rows stay short. */
const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz_-ABCDEFGHIJKLMNOPQRSTUVWXYZ%.!~*'()";

function lengthRow(name: string): string {
  return `length of ${name}`;
}

function letterRow(name: string, at: number): string {
  return `letter ${at} of ${name}`;
}
