import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer, and returns it.
 *
 * @throws {Error} with `what` when the deadline passes without one.
 */
export async function until<Answer>(
  what: string,
  ask: () => Answer | undefined | false | Promise<Answer | undefined | false>,
  options: UntilOptions = {},
): Promise<Answer> {
  const { deadlineSeconds = 30, intervalMilliseconds = 50, explain = () => '' } = options;
  const deadline = performance.now() + deadlineSeconds * 1000;
  let answer = await ask();
  while ((answer === undefined || answer === false) && performance.now() < deadline) {
    await sleep(intervalMilliseconds);
    answer = await ask();
  }
  if (answer !== undefined && answer !== false) return answer;
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
