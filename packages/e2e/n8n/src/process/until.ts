import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Calls `ask` again and again until it returns a value, and returns that.
 *
 * @throws {Error} with `what` when the deadline passes without one.
 */
export async function until<Value>(
  what: string,
  ask: () => Value | undefined | false | Promise<Value | undefined | false>,
  options: UntilOptions = {},
): Promise<Value> {
  const { deadlineSeconds = 30, intervalMilliseconds = 50, explain = () => '' } = options;
  const deadline = performance.now() + deadlineSeconds * 1000;
  let value = await ask();
  while ((value === undefined || value === false) && performance.now() < deadline) {
    await sleep(intervalMilliseconds);
    value = await ask();
  }
  if (value !== undefined && value !== false) return value;
  throw new Error(`Waited ${deadlineSeconds} s in vain until ${what}. ${await explain()}`.trim());
}

export interface UntilOptions {
  /** @default 30 */
  readonly deadlineSeconds?: number | undefined;
  /** @default 50 */
  readonly intervalMilliseconds?: number | undefined;
  /** Adds facts to the error, such as the last lines of a log. */
  readonly explain?: (() => string | Promise<string>) | undefined;
}
