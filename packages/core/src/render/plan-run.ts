import type { Client } from '../client/client.ts';
import { isError } from '../errors/is-error.ts';
import { checkBudget } from '../memory/check-budget.ts';
import { confirmFailure } from '../memory/confirm-failure.ts';
import { lostCredits } from '../memory/credits.ts';
import { readGuarded } from '../memory/guarded-ledger.ts';
import { callBeforePost, type LedgerTime } from '../memory/ledger-call.ts';
import type { LedgerEntry } from '../memory/ledger-entry.ts';
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
  readonly client: Pick<Client, 'read'>;
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
  const planVideos = async () => {
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
  };

  try {
    return await planVideos();
  } catch (error) {
    if (!isError(error, 'budget-exceeded')) throw error;
    // A task that did not fail after all needs no credits, and it costs nothing to look.
    const resumed = await findResumable(entries, options);
    if (resumed.size === 0) throw error;
    for (const [key, entry] of resumed) entries.set(key, entry);
    return planVideos();
  }
}

/** Reads the tasks that failed once more, and finds those that did not. */
async function findResumable(
  entries: ReadonlyMap<string, LedgerEntry | undefined>,
  options: PlanOptions,
): Promise<ReadonlyMap<string, LedgerEntry>> {
  const looks = [...entries].map(async ([key, entry]) => {
    if (entry?.state !== 'failed') return [];
    // What cannot be read, or failed for good, is reported once the budget allows the run.
    const resumed = await confirmFailure(entry, options).catch(() => undefined);
    return resumed === undefined ? [] : [[key, resumed] as const];
  });
  return new Map((await Promise.all(looks)).flat());
}
