import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { mayPark } from '../../host/n8n-internals/may-park.ts';
import { openParking, type Parking } from '../../host/parking.ts';
import { type RunSettings, readRunSettings } from '../../settings.ts';
import type { Operation } from '../operation.ts';
import { createDownloads } from './downloads.ts';
import type { WaitPolicy } from './outcome.ts';
import { generateParked } from './parked/generate-parked.ts';
import { recallParkedRun } from './parked/parked-run.ts';
import { unreachableOrigin } from './parked/wake-execution.ts';
import { runVideos } from './run-videos.ts';
import { writeItems } from './write-items.ts';

/** Video > Generate: pays, waits, and fetches the videos. */
export const generate = {
  name: 'Generate',
  action: 'Generate video',
  description: 'Submit a video, wait until it is ready and download it',
  execute: generateVideos,
} satisfies Operation;

async function generateVideos(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
  const settings = readRunSettings(context);
  const parking =
    settings.waitMode === 'untilFinished' ? findParking(context, settings) : undefined;
  return parking === undefined
    ? generateByPolling(context, settings)
    : generateParked(context, parking, settings);
}

/** n8n looks once a minute which executions to wake, so a shorter deadline would be missed. */
const leastParkedSeconds = 90;

/** Undefined where this execution is not put away: then it polls until the end. */
function findParking(
  context: IExecuteFunctions,
  { deadlineSeconds }: RunSettings,
): Parking | undefined {
  const parking = openParking(context);
  if (parking === undefined) return undefined;
  if (recallParkedRun(parking.memory, context.getExecutionId()) !== undefined) return parking;
  if (!mayPark(context) || deadlineSeconds < leastParkedSeconds) return undefined;
  const origin = unreachableOrigin();
  if (origin === undefined) return parking;
  context.addExecutionHints({
    message: `n8n could not reach itself at ${origin}, so this execution was not parked while it waited. To park executions, set WEBHOOK_URL to an address that n8n itself can reach.`,
    location: 'outputPane',
  });
  return undefined;
}

async function generateByPolling(
  context: IExecuteFunctions,
  settings: RunSettings,
): Promise<INodeExecutionData[]> {
  const downloads = createDownloads(context, settings);
  const { waitMode, waitSeconds } = settings;
  const waitPolicy: WaitPolicy =
    waitMode === 'upToSeconds' ? { seconds: waitSeconds } : 'untilFinished';
  const run = await runVideos(context, {
    settings,
    waitPolicy,
    onFinished: ({ client }, item, task) => downloads.start(client, item, task),
  });
  return writeItems(context, run, settings, downloads);
}
