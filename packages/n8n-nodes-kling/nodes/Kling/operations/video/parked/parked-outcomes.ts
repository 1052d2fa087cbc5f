import type { INodeExecutionData } from 'n8n-workflow';
import { ReportedFailure } from '../../../host/failure/failure-facts.ts';
import type { RunSettings } from '../../../settings.ts';
import type { Outcome } from '../outcome.ts';
import { creditsOf } from '../run-videos.ts';
import { runningItem } from '../video-item.ts';
import { inOrder } from '../write-items.ts';
import type { ParkedRun, ParkedVideo } from './parked-run.ts';

/**
 * Writes what the editor shows while an execution is parked: each video's task id and status. What
 * failed is shown as its facts whatever On Error is set to: n8n would take an `error` for a failure
 * of the node, and run it again in the middle of being put away.
 */
export function writeParkedItems(
  { failures, lost, pending, videos }: ParkedRun,
  settings: RunSettings,
): INodeExecutionData[] {
  const running = videos.map((video) =>
    runningItem(video, { ...video, isAwaited: false }, creditsOf(video), settings),
  );
  const failed = [...failures, ...lost].map(({ facts, itemIndex }) => ({
    json: { ...facts },
    pairedItem: { item: itemIndex },
  }));
  const waiting = pending.map((itemIndex) => ({
    json: { taskId: null, status: 'waiting', videoUrl: null },
    pairedItem: { item: itemIndex },
  }));
  return inOrder([...running, ...failed, ...waiting]);
}

/** A video of a parked run, as long as nobody has looked at it. */
export function runningOutcome({ origin, taskId }: ParkedVideo): Outcome {
  return { kind: 'running', taskId, origin, isAwaited: false, timeoutError: undefined };
}

/** The items that failed before the run was parked, with what was known of them then. */
export function reportedFailures({ failures }: ParkedRun) {
  return failures.map(({ facts, itemIndex }) => ({ itemIndex, error: new ReportedFailure(facts) }));
}
