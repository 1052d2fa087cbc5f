import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { failedItem } from '../../output/failed-item.ts';
import { withBinary } from '../../output/with-binary.ts';
import type { VideoItem } from '../../request/video-items.ts';
import type { RunSettings } from '../../settings.ts';
import type { Downloads } from './downloads.ts';
import type { FetchedOutcome, Outcome } from './outcome.ts';
import { type ItemFailure, throwFirstFailure, throwIfStopped } from './run-errors.ts';
import { addRunHints } from './run-hints.ts';
import { creditsOf, type VideoRun } from './run-videos.ts';
import { finishedItem, runningItem } from './video-item.ts';

/**
 * Writes one item for each item that came in, in their order.
 *
 * @throws {NodeOperationError} for the first failed item, without Continue On Fail.
 */
export async function writeItems(
  context: IExecuteFunctions,
  { invalid, items, outcomes }: VideoRun,
  settings: RunSettings,
  downloads?: Downloads,
): Promise<INodeExecutionData[]> {
  const fetched = await Promise.all(
    outcomes.map(async (outcome, index) => {
      const item = itemAt(items, index);
      const settled = lateIsFailure(outcome, settings);
      return { item, outcome: (await downloads?.finish(item, settled)) ?? settled };
    }),
  );
  throwIfStopped(context, outcomes);
  const failures: readonly ItemFailure[] = [...fetched.flatMap(failureOf), ...invalid];
  throwFirstFailure(context, failures, fetched.length + invalid.length);

  addRunHints(context, items, outcomes);
  const written = fetched.flatMap(({ item, outcome }) => writeItem(item, outcome, settings));
  const failed = failures.map(({ error, itemIndex }) => failedItem(context, error, itemIndex));
  return inOrder([...written, ...failed]);
}

/** Puts items into the order in which theirs came in. */
export function inOrder(items: readonly INodeExecutionData[]): INodeExecutionData[] {
  return [...items].sort((one, other) => positionOf(one) - positionOf(other));
}

interface FetchedItem {
  readonly item: VideoItem;
  readonly outcome: FetchedOutcome;
}

function failureOf({ item: { itemIndex }, outcome }: FetchedItem): ItemFailure[] {
  return outcome.kind === 'failed' ? [{ itemIndex, error: outcome.error }] : [];
}

function writeItem(
  item: VideoItem,
  outcome: FetchedOutcome,
  settings: RunSettings,
): INodeExecutionData[] {
  switch (outcome.kind) {
    case 'failed':
      return [];
    case 'running':
      return [runningItem(item, outcome, creditsOf(item), settings)];
    case 'finished': {
      const written = finishedItem(item, outcome, settings);
      const { binary } = outcome;
      return [binary === undefined ? written : withBinary(written, binary.field, binary.data)];
    }
  }
}

function lateIsFailure(outcome: Outcome, { onTimeout }: RunSettings): Outcome {
  const isFailure = outcome.kind === 'running' && onTimeout === 'fail';
  if (!isFailure || outcome.timeoutError === undefined) return outcome;
  return { kind: 'failed', error: outcome.timeoutError };
}

function itemAt(items: readonly VideoItem[], index: number): VideoItem {
  const item = items[index];
  if (item === undefined) throw new RangeError(`There is no item ${index}.`);
  return item;
}

function positionOf({ pairedItem }: INodeExecutionData): number {
  return typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : 0;
}
