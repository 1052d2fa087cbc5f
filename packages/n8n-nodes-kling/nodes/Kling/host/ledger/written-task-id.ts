import type { OnceRows } from './once-rows.ts';

/**
 * Writes a task id into rows that can only be counted: one row a letter, and how many strings it
 * holds says which letter. The row with the length comes last: without it nothing is written.
 */
export async function writeTaskId(rows: OnceRows, key: string, taskId: string): Promise<void> {
  const letters = [...encodeURIComponent(taskId)];
  await Promise.all(
    letters.map((letter, at) => rows.create(letterRow(key, at), alphabet.indexOf(letter) + 1)),
  );
  await rows.create(lengthRow(key), letters.length);
}

/** Reads a task id; undefined when none was written to its end. */
export async function readTaskId(rows: OnceRows, key: string): Promise<string | undefined> {
  const length = await rows.size(lengthRow(key));
  if (length === 0) return undefined;
  const sizes = await Promise.all(Array.from({ length }, (_, at) => rows.size(letterRow(key, at))));
  const letters = sizes.map((size) => alphabet[size - 1]);
  return letters.includes(undefined) ? undefined : decodeURIComponent(letters.join(''));
}

/** Takes a task id out, the row with its length first. */
export async function eraseTaskId(rows: OnceRows, key: string): Promise<void> {
  const length = await rows.size(lengthRow(key));
  await rows.drop(lengthRow(key));
  await Promise.all(Array.from({ length }, (_, at) => rows.drop(letterRow(key, at))));
}

/** What encodeURIComponent can give, in the order of use: most rows stay short. */
const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz_-ABCDEFGHIJKLMNOPQRSTUVWXYZ%.!~*'()";

function lengthRow(key: string): string {
  return `length of ${key}`;
}

function letterRow(key: string, at: number): string {
  return `letter ${at} of ${key}`;
}
