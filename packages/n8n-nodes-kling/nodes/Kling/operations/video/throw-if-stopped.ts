import { VideoApiError } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { cancelSignal } from '../../host/cancellation.ts';
import { nodeError } from '../../host/failure/node-error.ts';
import type { Outcome } from './render-videos.ts';

/**
 * Ends a run that was stopped: what it has cannot be handed on any more, but it can be named.
 *
 * @throws {NodeOperationError} with the ids of all tasks that are paid.
 */
export function throwIfStopped(context: IExecuteFunctions, outcomes: readonly Outcome[]): void {
  if (cancelSignal(context)?.aborted !== true) return;
  const taskIds = outcomes.flatMap((outcome) => taskIdOf(outcome) ?? []);
  const lost = outcomes.filter((outcome) => isLost(outcome)).length;
  throw nodeError(context.getNode(), describe(taskIds, lost), {
    itemIndex: 0,
    taskId: taskIds[0],
  });
}

function taskIdOf(outcome: Outcome): string | undefined {
  if (outcome.kind === 'running') return outcome.taskId;
  if (outcome.kind === 'finished') return outcome.task.id;
  return outcome.error instanceof VideoApiError ? outcome.error.taskId : undefined;
}

/** A submission whose answer did not come in the moment that a stop leaves. */
function isLost(outcome: Outcome): boolean {
  if (outcome.kind !== 'failed' || !(outcome.error instanceof VideoApiError)) return false;
  return outcome.error.mayHaveBeenCharged && outcome.error.taskId === undefined;
}

/** n8n takes an error for a stop by the word "canceled". */
function describe(taskIds: readonly string[], lost: number): string {
  const tasks = taskIds.length === 1 ? 'task' : 'tasks';
  const parts = [
    taskIds.length === 0
      ? `Execution canceled before ${lost === 0 ? 'anything was submitted' : 'a submission was answered'}.`
      : `Execution canceled with ${taskIds.length} ${tasks} paid: ${taskIds.join(', ')}. They are not lost: use Task > Wait with their IDs, or retry this execution, instead of submitting anew.`,
  ];
  if (lost > 0) {
    parts.push(
      `${lost === 1 ? 'One submission was' : `${lost} submissions were`} under way and may have been charged: look for a new task in the API in One dashboard.`,
    );
  }
  return parts.join(' ');
}
