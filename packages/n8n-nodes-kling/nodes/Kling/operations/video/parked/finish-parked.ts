import {
  type Client,
  DeadlineExceededError,
  type Ledger,
  type LedgerEntry,
  type SucceededTask,
  type Task,
  type WaitOptions,
} from '@kling-automation/core';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Api } from '../../../host/network/api.ts';
import type { RunSettings } from '../../../settings.ts';
import { createDownloads } from '../downloads.ts';
import { openVideoMemory } from '../open-video-memory.ts';
import type { Outcome } from '../outcome.ts';
import { renderVideos } from '../render-videos.ts';
import { throwIfStopped } from '../run-errors.ts';
import { writeItems } from '../write-items.ts';
import type { LookedAtRun } from './look-at-tasks.ts';
import { reportedFailures } from './parked-outcomes.ts';
import type { ParkedRun, ParkedVideo } from './parked-run.ts';

/** A task that was not seen to end is read all the same, for so long. */
const lastLookSeconds = 5;

/**
 * Ends a parked run: fetches the videos and writes the items, as a run that has polled does. Nothing
 * is submitted: the tasks are those that the run remembers.
 */
export async function finishParked(
  context: IExecuteFunctions,
  api: Api,
  { run, tasks }: LookedAtRun,
  settings: RunSettings,
): Promise<INodeExecutionData[]> {
  const { videos } = run;
  const { ledger } = await openVideoMemory(context, settings, api.baseUrl);
  const downloads = createDownloads(context, settings);
  const client = { ...api.client, wait: waitAfterLook(api.client, tasks) };
  const outcomes = await renderVideos(context, videos, {
    api: { ...api, client },
    ledger: knowing(ledger, run),
    waitPolicy: 'untilFinished',
    settings: { ...settings, deadlineSeconds: lastLookSeconds },
    onFinished: (item, task) => downloads.start(api.client, item, task),
  });
  throwIfStopped(context, outcomes);

  const reported = outcomes.map((outcome, index) => asOfTheStart(outcome, videos[index]));
  const invalid = reportedFailures(run);
  return writeItems(
    context,
    { api, items: videos, outcomes: reported, invalid },
    settings,
    downloads,
  );
}

/** Waits for what was not seen to succeed; a failure is confirmed by that. */
function waitAfterLook(client: Client, tasks: ReadonlyMap<string, Task>) {
  return async (taskId: string, options?: WaitOptions): Promise<SucceededTask> => {
    const task = tasks.get(taskId);
    return isSucceeded(task) ? task : client.wait(taskId, options);
  };
}

function isSucceeded(task: Task | undefined): task is SucceededTask {
  return task?.status === 'succeeded' && task.id !== undefined && task.videoUrl !== undefined;
}

/** A ledger that knows the tasks of the run, whatever became of its own entries. */
function knowing(ledger: Ledger, { videos }: ParkedRun): Ledger {
  const entries = new Map<string, LedgerEntry>(
    videos.map(({ key, submittedAt, taskId }) => [
      key,
      { state: 'submitted', attempt: 1, at: submittedAt, submittedAt, taskId },
    ]),
  );
  return {
    ...ledger,
    async read(key) {
      const [known, own] = [await ledger.read(key), entries.get(key)];
      const isKnown = known !== undefined && 'taskId' in known && known.state !== 'failed';
      return own === undefined || isKnown ? known : own;
    },
  };
}

/** For the user it is one run: what it paid was rendered by it, and it waited since it began. */
function asOfTheStart(outcome: Outcome, video: ParkedVideo | undefined): Outcome {
  if (video === undefined || outcome.kind === 'failed') return outcome;
  const { deadline, origin, submittedAt } = video;
  if (outcome.kind === 'finished') return { ...outcome, origin };
  const { taskId } = outcome;
  const lastStatus = outcome.timeoutError?.lastStatus;
  const waitedMilliseconds = deadline - submittedAt;
  const timeoutError = new DeadlineExceededError({ taskId, lastStatus, waitedMilliseconds });
  return { ...outcome, origin, timeoutError };
}
