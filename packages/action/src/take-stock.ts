import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { LedgerEntry } from '@kling-automation/core';
import { isOtherVersion } from './file-name.ts';
import { findKeptVideo, type KeptVideo, pathOf } from './kept-video.ts';
import type { LedgerBook } from './ledger/ledger-book.ts';
import type { Log } from './log.ts';
import type { PlannedVideo } from './plan.ts';
import type { ReleaseShelf } from './release/release-shelf.ts';

/** A planned video, and what is there of it already. */
export interface StockedVideo {
  readonly plan: PlannedVideo;
  /** `kept` is finished and at hand; `paid` has a task; `new` costs credits. */
  readonly standing: 'kept' | 'paid' | 'new';
  readonly kept: KeptVideo | undefined;
  /** Whether an earlier version of it is there: the same name, and another content. */
  readonly isChanged: boolean;
}

/**
 * Looks what is there of each video before anything is spent: a release asset, a file of an earlier
 * run, a task in the ledger. Of videos that are paid together, the first is the one that costs.
 */
export async function takeStock(
  plans: readonly PlannedVideo[],
  ports: {
    readonly book: Pick<LedgerBook, 'ledger' | 'readFile'>;
    readonly shelf: ReleaseShelf | undefined;
    readonly workspace: string;
    readonly log: Pick<Log, 'warning'>;
  },
): Promise<readonly StockedVideo[]> {
  const files = await listFiles(plans, ports);
  const stock = await Promise.all(plans.map((plan) => takeStockOf(plan, files, ports)));
  const keys = new Set<string>();
  return stock.map((video) => {
    const isTwin = keys.has(video.plan.key);
    keys.add(video.plan.key);
    return isTwin && video.standing === 'new' ? { ...video, standing: 'paid' } : video;
  });
}

async function takeStockOf(
  plan: PlannedVideo,
  files: readonly string[],
  { book, log, shelf, workspace }: Parameters<typeof takeStock>[1],
): Promise<StockedVideo> {
  const isChanged = files.some((file) => isOtherVersion(file, basename(plan.path)));
  const expected = await book.readFile(plan.key);
  const onDamage = (what: string) => log.warning(`${what}, and is not used.`);
  const kept = await findKeptVideo(plan, { expected, onDamage, shelf, workspace });
  if (kept !== undefined) return { plan, standing: 'kept', kept, isChanged };
  const isPaid = hasTask(plan, await book.ledger.read(plan.key));
  return { plan, standing: isPaid ? 'paid' : 'new', kept: undefined, isChanged };
}

/** The names of the files that earlier runs left, on the release and on the disk. */
async function listFiles(
  plans: readonly PlannedVideo[],
  { shelf, workspace }: Parameters<typeof takeStock>[1],
): Promise<readonly string[]> {
  const directories = new Set(plans.map((plan) => dirname(pathOf(plan, workspace))));
  const lists = [...directories].map((directory) => readdir(directory).catch(() => []));
  return (await Promise.all([...lists, shelf?.listNames() ?? []])).flat();
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
