import { monthOf, parseSpentRef, type SpentRef, spentPrefix } from './ref-names.ts';
import type { RefStore } from './ref-store.ts';

/** What one submission may have cost, as its references show it. */
export interface SpentAttempt extends Omit<SpentRef, 'runId'> {
  /** The run that reserved it; undefined if that is not known. */
  readonly runId: string | undefined;
}

/** Adds up references of one submission each: what the API charged wins over the reservation. */
export function readSpent(names: readonly string[]): readonly SpentAttempt[] {
  const refs = names.flatMap((name) => parseSpentRef(name) ?? []);
  const bySubmission = Map.groupBy(refs, ({ attempt, key, month }) => `${month} ${key} ${attempt}`);
  return [...bySubmission.values()].flatMap((ofOne) => {
    const reserved = ofOne.find(({ runId }) => runId !== undefined);
    const charged = ofOne.find(({ runId }) => runId === undefined);
    const counted = charged ?? reserved;
    return counted === undefined ? [] : [{ ...counted, runId: reserved?.runId }];
  });
}

/** The months from one moment to another, in UTC, the latest last. */
export function monthsBetween(from: number, to: number): readonly string[] {
  const months = [monthOf(to)];
  for (let month = monthOf(to); month > monthOf(from); ) {
    month = monthBefore(month);
    months.unshift(month);
  }
  return months;
}

/** Months older than this are forgotten: a year can be compared with the one before. */
const keptMonths = 13;

/** Of the names given, those of months that are to be forgotten. */
export function namesOfOldMonths(names: readonly string[], now: number): readonly string[] {
  let oldest = monthOf(now);
  for (let count = 0; count < keptMonths; count += 1) oldest = monthBefore(oldest);
  return names.filter((name) => {
    const month = parseSpentRef(name)?.month;
    return month !== undefined && month < oldest;
  });
}

function monthBefore(month: string): string {
  return monthOf(Date.parse(`${month}-01T00:00:00Z`) - 1);
}

/** Lists what was spent in a month. */
export interface SpentListing {
  /** A listing that began after the last change of this step. */
  list(month: string): Promise<readonly SpentAttempt[]>;
  /** Called when this step has changed what was spent. */
  changed(): void;
}

/** Two limits that add up after one reservation share a listing. */
export function createSpentListing(store: Pick<RefStore, 'list'>): SpentListing {
  const listings = new Map<string, Promise<readonly SpentAttempt[]>>();
  return {
    list(month) {
      const known = listings.get(month);
      if (known !== undefined) return known;
      const listing = store
        .list(`${spentPrefix(month)}/`)
        .then((refs) => readSpent(refs.map(({ name }) => name)));
      listings.set(month, listing);
      listing.catch(() => listings.delete(month));
      return listing;
    },
    changed: () => listings.clear(),
  };
}
