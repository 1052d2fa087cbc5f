import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { cancelSignal } from '../../../host/cancellation.ts';
import { failureFacts } from '../../../host/failure/failure-facts.ts';
import { type Api, openApi } from '../../../host/network/api.ts';
import type { Parking } from '../../../host/parking.ts';
import type { RunSettings } from '../../../settings.ts';
import { runVideos, type VideoRun } from '../run-videos.ts';
import { throwFirstFailure } from '../throw-first-failure.ts';
import { throwIfStopped } from '../throw-if-stopped.ts';
import { readCallbackUrl } from './callback-url.ts';
import { finishParked } from './finish-parked.ts';
import { haveAllEnded } from './have-all-ended.ts';
import { runningOutcome, writeParkedItems } from './parked-items.ts';
import {
  forgetParkedRun,
  type ParkedRun,
  recallParkedRun,
  rememberParkedRun,
} from './parked-run.ts';

/**
 * Video > Generate until callback: submits all items with the execution's own resume URL as
 * callback, and puts the execution away until all have ended or the time is up. Run again each time
 * the execution is woken; it submits once.
 */
export async function generateUntilCallback(
  context: IExecuteFunctions,
  parking: Parking,
  settings: RunSettings,
): Promise<INodeExecutionData[]> {
  const api = await openApi(context);
  const parked =
    recallParkedRun(parking.memory, context.getExecutionId()) ??
    (await submitAll(context, api, settings));
  const read = (taskId: string) => api.client.read(taskId, { signal: cancelSignal(context) });
  const isOver = api.clock.now() >= parked.deadline || (await haveAllEnded(parked, read));
  throwIfStopped(context, parked.videos.map(runningOutcome));

  if (isOver) {
    // Whatever runs this node again, such as Retry On Fail, must ask the ledger, not this.
    forgetParkedRun(parking.memory);
    return finishParked(context, api, parked, settings);
  }
  rememberParkedRun(parking.memory, parked);
  const shown = writeParkedItems(parked, settings);
  await parking.park(new Date(nextLook(parked, api.clock.now())));
  return shown;
}

async function submitAll(
  context: IExecuteFunctions,
  { baseUrl, clock }: Api,
  settings: RunSettings,
): Promise<ParkedRun> {
  const callbackUrl = readCallbackUrl(context, baseUrl);
  const run = await runVideos(context, { settings, patience: 'not', callbackUrl });
  const pairs = pairUp(run);
  throwFirstFailure(context, pairs);

  const failed = pairs.flatMap(({ item: { itemIndex }, outcome }) =>
    outcome.kind === 'failed' ? [{ itemIndex, error: outcome.error }] : [],
  );
  const videos = pairs.flatMap(({ item, outcome }) => {
    if (outcome.kind !== 'running') return [];
    const { origin = 'resumed', taskId } = outcome;
    const { itemIndex, key, warnings } = item;
    const { aspectRatio, duration, mode, sound } = item.request;
    const request = { aspectRatio, duration, mode, sound };
    return [{ itemIndex, key, origin, request, taskId, warnings }];
  });
  const isOurs = videos.every(({ origin }) => origin === 'rendered');
  return {
    executionId: context.getExecutionId(),
    parkedAt: clock.now(),
    deadline: clock.now() + settings.deadlineSeconds * 1000,
    isCalledBack: callbackUrl !== undefined && isOurs,
    videos,
    failures: [...run.invalid, ...failed].map(({ error, itemIndex }) => ({
      itemIndex,
      facts: failureFacts(error),
    })),
  };
}

function pairUp({ items, outcomes }: VideoRun) {
  return items.flatMap((item, index) => {
    const outcome = outcomes[index];
    return outcome === undefined ? [] : [{ item, outcome }];
  });
}

/** A callback that has not come by then may be lost: most videos take less. */
const patienceWithCallbacks = 3 * 60_000;

/** n8n itself looks for executions to wake once a minute. */
const shortestNap = 60_000;

/** When to look at the tasks if nobody calls, in milliseconds since 1970. */
function nextLook({ deadline, isCalledBack, parkedAt }: ParkedRun, now: number): number {
  const firstLook = isCalledBack ? parkedAt + patienceWithCallbacks : now;
  return Math.min(deadline, Math.max(firstLook, now + shortestNap));
}
