import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { failedItem } from '../../output/failed-item.ts';
import { runningItem } from '../../output/video-item.ts';
import type { ValidItem } from '../../request/video-items.ts';
import type { RunSettings } from '../../settings.ts';
import { readTarget } from '../fetch-video.ts';
import type { ParkedVideo } from './parked-video.ts';
import type { Outcome } from './render-videos.ts';
import { creditsOf, type VideoRun } from './run-videos.ts';

/**
 * Writes into the items that came in what should come out: when the time of a parked execution is up
 * n8n does not call the node, but passes those on. A callback finds its facts there, too.
 */
export function amendInput(
  context: IExecuteFunctions,
  run: VideoRun,
  { settings, until }: { readonly settings: RunSettings; readonly until: Date },
): void {
  const input = context.getInputData();
  const amend = (itemIndex: number, json: IDataObject) => {
    const item = input[itemIndex];
    if (item === undefined) return;
    item.json = json;
    delete item.binary;
  };

  for (const [index, item] of run.items.entries()) {
    const outcome = run.outcomes[index];
    const { itemIndex } = item;
    if (outcome?.kind === 'running') {
      const { json } = runningItem(item, outcome, creditsOf(item), settings);
      const target = readTarget(context, itemIndex);
      const parked = {
        ...target,
        ...parkedVideo(item, outcome, settings),
        until: until.toISOString(),
      };
      amend(itemIndex, { ...json, parked: parked satisfies ParkedVideo });
    } else {
      const error = outcome?.kind === 'failed' ? outcome.error : undefined;
      amend(itemIndex, failedItem(context, error, itemIndex).json);
    }
  }
  for (const { error, itemIndex } of run.invalid) {
    amend(itemIndex, failedItem(context, error, itemIndex).json);
  }
}

/** What of an item and its settings the callback will need; expressions cannot be read then. */
function parkedVideo(
  item: ValidItem,
  { taskId }: Extract<Outcome, { kind: 'running' }>,
  { download, maxDownloadMegabytes, output, usdPerCredit }: RunSettings,
) {
  const { aspectRatio, duration, mode, sound } = item.request;
  return {
    taskId,
    credits: creditsOf(item),
    download,
    output,
    maxDownloadMegabytes,
    ...(usdPerCredit !== undefined && { usdPerCredit }),
    request: { mode, duration, sound, ...(aspectRatio !== undefined && { aspectRatio }) },
  };
}
