import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { failedItem } from '../../output/failed-item.ts';
import { withBinary } from '../../output/with-binary.ts';
import type { VideoItem } from '../../request/video-items.ts';
import type { RunSettings } from '../../settings.ts';
import type { Downloads, FetchedOutcome } from './downloads.ts';
import type { Outcome } from './render-videos.ts';
import { addRunHints } from './run-hints.ts';
import { creditsOf, type VideoRun } from './run-videos.ts';
import { throwFirstFailure } from './throw-first-failure.ts';
import { throwIfStopped } from './throw-if-stopped.ts';
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
  throwFirstFailure(context, fetched);

  addRunHints(context, items, outcomes);
  const written = fetched.map(({ item, outcome }) => writeItem(context, item, outcome, settings));
  const refused = invalid.map(({ error, itemIndex }) => failedItem(context, error, itemIndex));
  return inOrder([...written, ...refused]);
}

/** Puts items into the order in which theirs came in. */
export function inOrder(items: readonly INodeExecutionData[]): INodeExecutionData[] {
  return [...items].sort((one, other) => positionOf(one) - positionOf(other));
}

function writeItem(
  context: IExecuteFunctions,
  item: VideoItem,
  outcome: FetchedOutcome,
  settings: RunSettings,
): INodeExecutionData {
  switch (outcome.kind) {
    case 'failed':
      return failedItem(context, outcome.error, item.itemIndex);
    case 'running':
      return runningItem(item, outcome, creditsOf(item), settings);
    case 'finished': {
      const written = finishedItem(item, outcome, settings);
      const { binary } = outcome;
      return binary === undefined ? written : withBinary(written, binary.field, binary.data);
    }
  }
}

function lateIsFailure(outcome: Outcome, { onTimeout }: RunSettings): Outcome {
  const isFailure = outcome.kind === 'running' && onTimeout === 'fail';
  if (!isFailure || outcome.lateness === undefined) return outcome;
  return { kind: 'failed', error: outcome.lateness };
}

function itemAt(items: readonly VideoItem[], index: number): VideoItem {
  const item = items[index];
  if (item === undefined) throw new RangeError(`There is no item ${index}.`);
  return item;
}

function positionOf({ pairedItem }: INodeExecutionData): number {
  return typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : 0;
}
