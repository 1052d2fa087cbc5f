import { BudgetExceededError } from '../errors/before-submission.ts';
import type { Clock, Random, Spending } from '../ports.ts';

/** A limit for what a scope may spend. */
export interface SpendingLimit {
  /** @default no limit: it only counts */
  readonly maxCredits?: number | undefined;
  readonly spending: Spending;
  /** What the limit is called in messages, as `the limit for November`. @default 'the limit' */
  readonly name?: string | undefined;
  /** Whether other runs count in it at the same time, and may give back what they reserved. */
  readonly isShared: boolean;
}

/** One submission that is about to be counted. */
export interface Reservation {
  readonly key: string;
  readonly attempt: number;
  readonly credits: number;
}

interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal?: AbortSignal | undefined;
}

/** How often a run that lost a race for the rest of a limit tries again. */
const maxTries = 4;

/** Between two tries it pauses up to so long, in milliseconds. */
const maxPause = 5000;

/**
 * Counts a submission in all limits before its POST. Of runs that race for the rest of a limit, each
 * reserves, adds up, and goes or gives back: none goes over.
 *
 * @throws {BudgetExceededError} when a limit does not allow it; nothing is reserved then.
 */
export async function reserve(
  limits: readonly SpendingLimit[],
  reservation: Reservation,
  { clock, random, signal }: Ports,
): Promise<void> {
  const { attempt, credits, key } = reservation;
  for (let tries = 1; ; tries += 1) {
    for (const { spending } of limits) await spending.reserve(key, attempt, credits);
    const exceeded = await findExceeded(limits);
    if (exceeded === undefined) return;

    await settle(limits, { key, attempt, credits: 0 });
    const { limit, total } = exceeded;
    if (!limit.isShared || tries === maxTries) {
      throw new BudgetExceededError({
        neededCredits: credits,
        maxCredits: limit.maxCredits,
        spentCredits: Math.max(0, total - credits),
        videos: 1,
        limit: limit.name,
      });
    }
    await clock.sleep(Math.ceil(random() * maxPause), signal);
  }
}

/** Counts so much for a submission from now on, in all limits. */
export async function settle(
  limits: readonly SpendingLimit[],
  { attempt, credits, key }: Reservation,
): Promise<void> {
  for (const { spending } of limits) await spending.settle(key, attempt, credits);
}

async function findExceeded(limits: readonly SpendingLimit[]) {
  for (const limit of limits) {
    const { maxCredits, spending } = limit;
    if (maxCredits === undefined) continue;
    const total = await spending.total();
    if (total > maxCredits) return { limit: { ...limit, maxCredits }, total };
  }
  return undefined;
}

/** Counts for one call only, from what was spent before it. */
export function createCallSpending(spentCredits: number): Spending {
  const attempts = new Map<string, number>();
  const put = async (key: string, attempt: number, credits: number) => {
    attempts.set(`${attempt} ${key}`, credits);
  };
  return {
    reserve: put,
    settle: put,
    total: async () => [...attempts.values()].reduce((sum, credits) => sum + credits, spentCredits),
  };
}
