/** What the repository may spend in a calendar month, and what it has spent. */
export interface MonthBudget {
  /** As `November 2026`, in UTC. */
  readonly month: string;
  readonly maxCredits: number;
  /** What all runs may have spent in this month before this one. */
  readonly spentCredits: number;
}

/** `620 of 2,000 credits are used in November 2026.` */
export function describeMonth({ maxCredits, month, spentCredits }: MonthBudget): string {
  const [spent, limit] = [spentCredits, maxCredits].map((credits) => credits.toLocaleString('en'));
  return `${spent} of ${limit} credits are used in ${month}.`;
}

/** The calendar month of a moment in UTC: `November 2026`. */
export function monthName(milliseconds: number): string {
  const format = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en', format).format(milliseconds);
}
