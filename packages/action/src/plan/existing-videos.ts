import type { LedgerEntry } from '@kling-automation/core';
import type { LedgerBook } from '../ledger/ledger-book.ts';
import type { ReleaseShelf } from '../release/release-shelf.ts';
import type { Log } from '../runner/log.ts';
import { findKeptVideo, type KeptVideo } from './finished-video.ts';
import type { PlannedVideo } from './planned-video.ts';

/** A planned video, and what is there of it already. */
export interface StockedVideo {
  readonly plan: PlannedVideo;
  /** `kept` is finished and at hand; `paid` has a task; `new` costs credits. */
  readonly standing: 'kept' | 'paid' | 'new';
  readonly kept: KeptVideo | undefined;
}

/**
 * Looks what is there of each video before anything is spent: a release asset, a file of an earlier
 * run, a task in the ledger. Of videos that are paid together, the first is the one that costs.
 */
export async function takeStock(
  plans: readonly PlannedVideo[],
  ports: {
    readonly book: LedgerBook;
    readonly shelf: ReleaseShelf | undefined;
    readonly workspace: string;
    readonly log: Log;
  },
): Promise<readonly StockedVideo[]> {
  const stock = await Promise.all(plans.map((plan) => takeStockOf(plan, ports)));
  const keys = new Set<string>();
  return stock.map((video) => {
    const isTwin = keys.has(video.plan.key);
    keys.add(video.plan.key);
    return isTwin && video.standing === 'new' ? { ...video, standing: 'paid' } : video;
  });
}

async function takeStockOf(
  plan: PlannedVideo,
  { book, log, shelf, workspace }: Parameters<typeof takeStock>[1],
): Promise<StockedVideo> {
  const expected = await book.readFile(plan.key);
  const onDamage = (what: string) => log.warning(`${what}, and is not used.`);
  const kept = await findKeptVideo(plan, { expected, onDamage, shelf, workspace });
  if (kept !== undefined) return { plan, standing: 'kept', kept };
  const isPaid = hasTask(plan, await book.ledger.read(plan.key));
  return { plan, standing: isPaid ? 'paid' : 'new', kept: undefined };
}

function hasTask({ taskId }: PlannedVideo, entry: LedgerEntry | undefined): boolean {
  if (taskId !== undefined) return taskId !== noTask;
  return entry?.state === 'submitted' || entry?.state === 'finished';
}

/** A task id that says: I looked, and there is no such task; render anew. */
export const noTask = 'none';

/** Credits that the run would newly spend. */
export function newCredits(stock: readonly StockedVideo[]): number {
  return creditsOf(stock, 'new');
}

/** Credits that what is there already saves. */
export function savedCredits(stock: readonly StockedVideo[]): number {
  return creditsOf(stock, 'kept') + creditsOf(stock, 'paid');
}

function creditsOf(stock: readonly StockedVideo[], standing: StockedVideo['standing']): number {
  return stock
    .filter((video) => video.standing === standing)
    .reduce((sum, { plan }) => sum + plan.credits, 0);
}
