import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ToldFailure } from '../../../host/failure/failure-facts.ts';
import type { RunSettings } from '../../../settings.ts';
import type { Outcome } from '../render-videos.ts';
import { writeOutcomes } from '../write-items.ts';
import type { ParkedRun, ParkedVideo } from './parked-run.ts';

/** Writes what the editor shows while an execution is parked: each video's task id and status. */
export function writeParkedItems(
  context: IExecuteFunctions,
  parked: ParkedRun,
  settings: RunSettings,
): INodeExecutionData[] {
  const videos = parked.videos.map((item) => ({ item, outcome: runningOutcome(item) }));
  return writeOutcomes(context, videos, toldFailures(parked), settings);
}

/** A video of a parked run, as long as nobody has looked at it. */
export function runningOutcome({ origin, taskId }: ParkedVideo): Outcome {
  return { kind: 'running', taskId, origin, isAwaited: false, lateness: undefined };
}

/** The items that failed before the run was parked, with what was known of them then. */
export function toldFailures({ failures }: ParkedRun) {
  return failures.map(({ facts, itemIndex }) => ({ itemIndex, error: new ToldFailure(facts) }));
}
