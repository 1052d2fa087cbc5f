import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { cancelSignal } from '../../../host/cancellation.ts';
import { readResumeUrl } from '../../../host/n8n-internals/resume-url.ts';
import { type Api, openApi } from '../../../host/network/api.ts';
import type { Parking } from '../../../host/parking.ts';
import type { RunSettings } from '../../../settings.ts';
import { throwIfStopped } from '../run-errors.ts';
import { adoptCalledBack } from './adopt-called-back.ts';
import { beginVideos } from './begin-videos.ts';
import { finishParked } from './finish-parked.ts';
import { type LookedAtRun, lookAtTasks } from './look-at-tasks.ts';
import { runningOutcome, writeParkedItems } from './parked-outcomes.ts';
import {
  forgetParkedRun,
  isRunOver,
  type ParkedRun,
  recallParkedRun,
  rememberParkedRun,
  runningVideos,
} from './parked-run.ts';
import { wakeExecution } from './wake-execution.ts';
import { watchTasks } from './watch-tasks.ts';

/**
 * Video > Generate, one turn of it: looks at the tasks of the run, submits what there is a place
 * for, and puts the execution away until there is more to do. A watcher wakes it, a callback does,
 * or the end of its nap: so no worker waits, and a restart of n8n loses nothing.
 */
export async function generateParked(
  context: IExecuteFunctions,
  parking: Parking,
  settings: RunSettings,
): Promise<INodeExecutionData[]> {
  const api = await openApi(context);
  const before = recallParkedRun(parking.memory, context.getExecutionId());
  const read = (taskId: string) => api.client.read(taskId, { signal: cancelSignal(context) });
  const look = (looked: LookedAtRun, skip: readonly string[] = []) =>
    lookAtTasks(looked, read, { now: api.clock.now(), skip });

  const ports = { context, api, memory: parking.memory };
  const called = await adoptCalledBack(before ?? startRun(context), settings, ports);
  const seen = await look({ run: called, tasks: new Map() });
  const begun = await beginVideos(context, api, { run: seen.run, settings });
  // What was submitted a moment ago cannot have ended yet; what was submitted before can.
  const { run, tasks } = await look({ run: begun, tasks: seen.tasks }, newTaskIds(begun, called));
  throwIfStopped(context, run.videos.map(runningOutcome));

  if (isRunOver(run)) {
    // Whatever runs this node again, such as Retry On Fail, must ask the ledger, not this.
    forgetParkedRun(parking.memory);
    return finishParked(context, api, { run, tasks }, settings);
  }
  rememberParkedRun(parking.memory, run);
  const shown = writeParkedItems(run, settings);
  const nap = planNap(run, { now: api.clock.now(), isFirst: before === undefined });
  watch(context, api, run, { ...nap, settings });
  await parking.park(new Date(nap.until));
  return shown;
}

function newTaskIds({ videos }: ParkedRun, before: ParkedRun): readonly string[] {
  const known = new Set(before.videos.map(({ taskId }) => taskId));
  return videos
    .filter(({ origin, taskId }) => origin === 'rendered' && !known.has(taskId))
    .map(({ taskId }) => taskId);
}

function startRun(context: IExecuteFunctions): ParkedRun {
  const pending = context.getInputData().map((_, itemIndex) => itemIndex);
  return { executionId: context.getExecutionId(), pending, videos: [], lost: [], failures: [] };
}

function watch(
  context: IExecuteFunctions,
  api: Api,
  run: ParkedRun,
  { settings, ...nap }: Nap & { readonly settings: RunSettings },
): void {
  const resumeUrl = readResumeUrl(context);
  if (resumeUrl === undefined) return;
  const { targetLagSeconds } = settings;
  const wake = () => wakeExecution(context, resumeUrl);
  // It outlives this turn; what it misses, the end of the nap makes good.
  void watchTasks(api, run, { ...nap, targetLagSeconds, wake });
}

/** Most videos are ready by then; a watcher or a callback is sooner. */
const firstNap = 180_000;

/** n8n itself looks for executions to wake once a minute. */
const shortestNap = 60_000;

/** When to wake if nobody does. */
interface Nap {
  /** In milliseconds since 1970. */
  readonly until: number;
  /** Whether a deadline is over then. */
  readonly isDeadline: boolean;
}

function planNap(
  run: ParkedRun,
  { isFirst, now }: { readonly isFirst: boolean; readonly now: number },
): Nap {
  const running = runningVideos(run);
  const deadline = Math.min(...[...running, ...run.lost].map((each) => each.deadline));
  const end = now + (isFirst && running.length > 0 ? firstNap : shortestNap);
  return { until: Math.max(now, Math.min(deadline, end)), isDeadline: deadline <= end };
}
