import { BudgetExceededError } from '../errors/before-submission.ts';
import type { Clock, Random, Spending } from '../ports.ts';

/** A limit for what a scope may spend. */
export interface SpendingLimit {
  /** @default no limit: it only counts */
  readonly maxCredits?: number | undefined;
  readonly spending: Spending;
  /** What the limit is called in messages, as `the limit for November`. @default 'the limit' */
  readonly name?: string | undefined;
  /**
   * Whether other runs count in it at the same time, and may give back what they reserved. One that
   * is not shared counts for one call, and all attempts under a key together.
   */
  readonly isShared: boolean;
}

/** One submission that is counted. */
export interface Reservation {
  readonly key: string;
  readonly attempt: number;
  readonly credits: number;
  /** What earlier attempts under the key may have been charged without giving a video. */
  readonly earlierCredits: number;
}

interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/** How often a run that lost a race for the rest of a limit reserves, with its first time. */
const maxTries = 4;

/** Between two tries it pauses up to so long, in milliseconds. */
const maxPause = 5000;

/**
 * Counts a submission in all limits before its POST. Of runs that race for the rest of a limit, each
 * reserves, adds up, and goes or gives back: none goes over.
 *
 * @throws {BudgetExceededError} when a limit does not allow it. The caller settles for 0 then, as after
 * any other error.
 */
export async function reserve(
  limits: readonly SpendingLimit[],
  reservation: Reservation,
  { clock, random, signal }: Ports,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await forEach(limits, reservation, 'reserve');
    const exceeded = await findExceeded(limits, reservation);
    if (exceeded === undefined) return;
    if (!exceeded.isShared || tries === maxTries) throw exceeded.error;
    await settle(limits, { ...reservation, credits: 0 });
    await clock.sleep(Math.ceil(random() * maxPause), signal);
  }
}

/** Counts so much for a submission from now on, in all limits. */
export async function settle(
  limits: readonly SpendingLimit[],
  reservation: Reservation,
): Promise<void> {
  await forEach(limits, reservation, 'settle');
}

async function forEach(
  limits: readonly SpendingLimit[],
  { attempt, credits, earlierCredits, key }: Reservation,
  count: 'reserve' | 'settle',
): Promise<void> {
  for (const { isShared, spending } of limits) {
    await spending[count](key, attempt, isShared ? credits : earlierCredits + credits);
  }
}

async function findExceeded(
  limits: readonly SpendingLimit[],
  { credits, earlierCredits }: Reservation,
) {
  for (const { isShared, maxCredits, name, spending } of limits) {
    if (maxCredits === undefined) continue;
    const total = await spending.total();
    if (total <= maxCredits) continue;
    const error = new BudgetExceededError({
      neededCredits: credits,
      maxCredits,
      spentCredits: Math.max(0, total - credits),
      failedCredits: isShared ? 0 : earlierCredits,
      videos: 1,
      limit: name,
    });
    return { isShared, error };
  }
  return undefined;
}

/**
 * Counts for one call: what it pays, and what its videos cost before without being ready.
 *
 * @param lostCredits the latter, for each key; a reservation under the key replaces it.
 */
export function createCallSpending(lostCredits: ReadonlyMap<string, number>): Spending {
  const reserved = new Map<string, number>();
  return {
    async reserve(key, _attempt, credits) {
      reserved.set(key, credits);
    },
    async settle(key, _attempt, credits) {
      if (reserved.has(key)) reserved.set(key, credits);
    },
    async total() {
      const counted = new Map([...lostCredits, ...reserved]);
      return [...counted.values()].reduce((sum, credits) => sum + credits, 0);
    },
  };
}
