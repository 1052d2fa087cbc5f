import { DeadlineExceededError, type Ledger, type LedgerEntry } from '@kling-automation/core';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Api } from '../../../host/network/api.ts';
import type { RunSettings } from '../../../settings.ts';
import { createDownloads } from '../downloads.ts';
import { openVideoMemory } from '../open-video-memory.ts';
import { type Outcome, renderVideos } from '../render-videos.ts';
import { throwIfStopped } from '../throw-if-stopped.ts';
import { writeItems } from '../write-items.ts';
import { addUnreachableHint } from './callback-url.ts';
import { toldFailures } from './parked-items.ts';
import type { ParkedRun, ParkedVideo } from './parked-run.ts';

/** At the deadline the tasks are read all the same, for so long. */
const lastLookSeconds = 5;

/**
 * Ends a parked run: reads every task, fetches the videos and writes the items, as a run that has
 * polled does. Nothing is submitted: the tasks are those that the run remembers.
 */
export async function finishParked(
  context: IExecuteFunctions,
  api: Api,
  parked: ParkedRun,
  settings: RunSettings,
): Promise<INodeExecutionData[]> {
  const { videos } = parked;
  const { ledger } = await openVideoMemory(context, settings, api.baseUrl);
  const downloads = createDownloads(context, settings);
  const secondsLeft = (parked.deadline - api.clock.now()) / 1000;
  const outcomes = await renderVideos(context, videos, {
    api,
    ledger: knowing(ledger, parked),
    patience: 'untilFinished',
    settings: { ...settings, deadlineSeconds: Math.max(lastLookSeconds, secondsLeft) },
    onFinished: (item, task) => downloads.start(api.client, item, task),
  });
  throwIfStopped(context, outcomes);

  addUnreachableHint(context, api.baseUrl);
  const told = outcomes.map((outcome, index) => asOfTheStart(outcome, videos[index], parked));
  const invalid = toldFailures(parked);
  return writeItems(context, { api, items: videos, outcomes: told, invalid }, settings, downloads);
}

/** A ledger that knows the tasks of the run, whatever became of its own entries. */
function knowing(ledger: Ledger, { parkedAt, videos }: ParkedRun): Ledger {
  const entries = new Map<string, LedgerEntry>(
    videos.map(({ key, taskId }) => [
      key,
      { state: 'submitted', attempt: 1, at: parkedAt, submittedAt: parkedAt, taskId },
    ]),
  );
  return { ...ledger, read: async (key) => entries.get(key) ?? ledger.read(key) };
}

/** For the user it is one run: what it paid was rendered by it, and it waited since it began. */
function asOfTheStart(
  outcome: Outcome,
  video: ParkedVideo | undefined,
  { deadline, parkedAt }: ParkedRun,
): Outcome {
  if (video === undefined || outcome.kind === 'failed') return outcome;
  const { origin } = video;
  if (outcome.kind === 'finished') return { ...outcome, origin };
  const { taskId } = outcome;
  const lastStatus = outcome.lateness?.lastStatus;
  const waitedMilliseconds = deadline - parkedAt;
  const lateness = new DeadlineExceededError({ taskId, lastStatus, waitedMilliseconds });
  return { ...outcome, origin, lateness };
}
