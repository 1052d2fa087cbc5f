import type { Clock, Spending } from '@kling-automation/core';
import { urgencies } from '../github/write-queue.ts';
import { monthOf, spentPrefix, spentRefName } from './ref-names.ts';
import type { RefStore } from './ref-store.ts';
import {
  createSpentListing,
  monthsBetween,
  namesOfOldMonths,
  type SpentAttempt,
} from './spent-refs.ts';

/** What is counted in the git references of the repository. */
export interface RefSpending {
  /** What this run may have spent on the videos of this step, in all its attempts and jobs. */
  readonly run: Spending;
  /** What the repository may have spent in this calendar month (UTC). */
  readonly month: Spending;
  /** Forgets months that nobody compares any more, a few references at a time. */
  forgetOldMonths(): Promise<void>;
}

/** What counting needs. */
export interface RefSpendingOptions {
  readonly store: RefStore;
  readonly clock: Clock;
  /** Of all videos of this step. */
  readonly keys: readonly string[];
}

const day = 86_400_000;

/** How long before now the run may have begun: GitHub allows re-runs for 30 days. */
const maxAge = { firstAttempt: day, laterAttempt: 31 * day } as const;

/** A reservation of this step, or of an earlier one that this step settles. */
interface Reservation {
  readonly month: string;
  readonly runId: string;
  /** 0 once it is given back. */
  reserved: number;
  /** What the API charged, where it differs. */
  charged: number | undefined;
}

/** A step deletes so many references of old months at most. */
const maxDeletions = 10;

export function createRefSpending({ clock, keys, store }: RefSpendingOptions): RefSpending {
  const listing = createSpentListing(store);
  const reservations = new Map<string, Promise<Reservation | undefined>>();
  const { attempt: runAttempt, run: runId } = store.identity;
  const age = runAttempt === 1 ? maxAge.firstAttempt : maxAge.laterAttempt;
  const monthsOfRun = () => monthsBetween(clock.now() - age, clock.now());

  const find = async (key: string, attempt: number): Promise<Reservation | undefined> => {
    for (const month of monthsOfRun().toReversed()) {
      const found = (await listing.list(month)).find(isOf(key, attempt));
      if (found?.runId === undefined) continue;
      return { month, runId: found.runId, reserved: found.credits, charged: undefined };
    }
    return undefined;
  };
  const create = async (key: string, attempt: number, credits: number): Promise<Reservation> => {
    const month = monthOf(clock.now());
    const name = spentRefName({ key, attempt, credits, month, runId });
    await store.create(name, { urgency: urgencies.reservation });
    listing.changed();
    return { month, runId, reserved: credits, charged: undefined };
  };

  /** Both limits count the same references: the first that is called writes. */
  const writer: Pick<Spending, 'reserve' | 'settle'> = {
    async reserve(key, attempt, credits) {
      const id = `${key} ${attempt}`;
      const known = await reservations.get(id);
      if (known !== undefined && known.reserved > 0) return;
      const creating = create(key, attempt, credits);
      reservations.set(id, creating);
      creating.catch(() => reservations.delete(id));
      await creating;
    },
    async settle(key, attempt, credits) {
      const id = `${key} ${attempt}`;
      const finding = reservations.get(id) ?? find(key, attempt);
      reservations.set(id, finding);
      finding.catch(() => reservations.delete(id));
      const reservation = await finding;
      if (reservation === undefined || (reservation.charged ?? reservation.reserved) === credits) {
        return;
      }
      const { month, reserved, runId: reservedBy } = reservation;
      const submission = { key, attempt, month };
      if (credits === 0) {
        reservation.reserved = 0;
        await store.remove(spentRefName({ ...submission, credits: reserved, runId: reservedBy }));
      } else {
        reservation.charged = credits;
        await store.create(spentRefName({ ...submission, credits, runId: undefined }));
      }
      listing.changed();
    },
  };

  const asked = new Set(keys);
  const isOfThisRun = (spent: SpentAttempt) => spent.runId === runId && asked.has(spent.key);
  const totalOf = async (months: readonly string[], counts: (spent: SpentAttempt) => boolean) => {
    const spent = await Promise.all(months.map(listing.list));
    return spent
      .flat()
      .filter(counts)
      .reduce((sum, { credits }) => sum + credits, 0);
  };
  return {
    run: { ...writer, total: () => totalOf(monthsOfRun(), isOfThisRun) },
    month: { ...writer, total: () => totalOf([monthOf(clock.now())], () => true) },
    async forgetOldMonths() {
      const refs = await store.list(spentPrefix());
      const old = namesOfOldMonths(
        refs.map(({ name }) => name),
        clock.now(),
      );
      for (const name of old.slice(0, maxDeletions)) await store.remove(name);
    },
  };
}

function isOf(key: string, attempt: number) {
  return (spent: SpentAttempt) => spent.key === key && spent.attempt === attempt;
}
