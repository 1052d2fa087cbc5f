import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openParking } from '../../host/parking.ts';
import { type RunSettings, readRunSettings } from '../../settings.ts';
import { createDownloads } from './downloads.ts';
import type { Patience } from './render-videos.ts';
import { runVideos } from './run-videos.ts';
import { generateUntilCallback } from './until-callback/until-callback.ts';
import { writeItems } from './write-items.ts';

/** Video > Generate: pays, waits, and fetches each video as soon as it is ready. */
export async function generate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
  const settings = readRunSettings(context);
  const parking = settings.waitMode === 'untilCallback' ? openParking(context) : undefined;
  return parking === undefined
    ? generateByPolling(context, settings)
    : generateUntilCallback(context, parking, settings);
}

async function generateByPolling(
  context: IExecuteFunctions,
  settings: RunSettings,
): Promise<INodeExecutionData[]> {
  const downloads = createDownloads(context, settings);
  const { waitMode, waitSeconds } = settings;
  const patience: Patience =
    waitMode === 'upToSeconds' ? { seconds: waitSeconds } : 'untilFinished';
  const run = await runVideos(context, {
    settings,
    patience,
    onFinished: ({ client }, item, task) => downloads.start(client, item, task),
  });
  return writeItems(context, run, settings, downloads);
}
