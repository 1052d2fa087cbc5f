import { checkBudget } from '../memory/check-budget.ts';
import { lostCredits } from '../memory/credits.ts';
import { readGuarded } from '../memory/guarded-ledger.ts';
import { callBeforePost, type LedgerTime } from '../memory/ledger-call.ts';
import type { LedgerVideo } from '../memory/pay-once.ts';
import { createCallSpending, type SpendingLimit } from '../memory/spending-limits.ts';
import type { Ledger } from '../ports.ts';
import type { VideoRequest } from '../request/video-fields.ts';

/** What a run knows before its first POST. */
export interface RunPlan {
  /** One for each request, in their order. */
  readonly videos: readonly LedgerVideo[];
  readonly limits: readonly SpendingLimit[];
}

/** What a run is planned with. */
export interface PlanOptions extends LedgerTime {
  readonly ledger: Ledger;
  readonly keyOf: (request: VideoRequest, index: number) => string | Promise<string>;
  readonly maxCredits?: number | undefined;
  /** @default none */
  readonly limits?: readonly SpendingLimit[] | undefined;
}

/**
 * Reads what the ledger knows of each video, once for each key, and checks the budget of the whole.
 *
 * @throws {BudgetExceededError} when the run as a whole is over a limit.
 * @throws {LedgerError} when the ledger cannot be read in time.
 */
export async function planRun(
  requests: readonly VideoRequest[],
  options: PlanOptions,
): Promise<RunPlan> {
  const { keyOf, ledger, limits = [], maxCredits } = options;
  const keyed = await Promise.all(
    requests.map(async (request, index) => ({ request, key: await keyOf(request, index) })),
  );
  const keys = new Set(keyed.map(({ key }) => key));
  const reads = [...keys].map(
    async (key) => [key, await readGuarded(ledger, key, options)] as const,
  );
  const entries = new Map(await Promise.all(reads));
  const videos = keyed.map((video) => ({ ...video, entry: entries.get(video.key) }));
  const distinct = [...new Map(videos.map((video) => [video.key, video])).values()];

  const lost = new Map(
    distinct.map(({ entry, key, request }) => [key, lostCredits(entry, request)]),
  );
  const { spending = createCallSpending(lost) } = ledger;
  const own = { maxCredits, spending, isShared: ledger.spending !== undefined };
  const all = [own, ...limits];
  const check = () => checkBudget(distinct, all);
  await callBeforePost(check, 'The ledger could not count what is spent', options);
  return { videos, limits: all };
}
