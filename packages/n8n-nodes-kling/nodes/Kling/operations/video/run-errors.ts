import { VideoApiError } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { cancelSignal } from '../../host/cancellation.ts';
import { nodeError, toNodeError } from '../../host/failure/node-error.ts';
import { listPaid, openExecutionMemory } from '../../host/ledger/execution-memory.ts';
import { readTurn } from './item-identity.ts';
import type { Outcome } from './outcome.ts';

/**
 * Ends a run that was stopped: it can return nothing any more, but it can name what is paid. With
 * Retry On Fail n8n runs the node again after the stop, and that try has no outcomes of its own: so
 * the memory of the execution counts, too.
 *
 * @throws {NodeOperationError} with the ids of all tasks that are paid.
 */
export function throwIfStopped(
  context: IExecuteFunctions,
  outcomes: readonly Outcome[] = [],
): void {
  if (cancelSignal(context)?.aborted !== true) return;
  const known = listPaid(openExecutionMemory(context), readTurn(context));
  const taskIds = [
    ...new Set([...outcomes.flatMap((each) => taskIdOf(each) ?? []), ...known.taskIds]),
  ];
  const lost = Math.max(known.unknown, outcomes.filter((outcome) => isLost(outcome)).length);
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

/** A submission whose response did not arrive in the moment that a stop leaves. */
function isLost(outcome: Outcome): boolean {
  if (outcome.kind !== 'failed' || !(outcome.error instanceof VideoApiError)) return false;
  return outcome.error.mayHaveBeenCharged && outcome.error.taskId === undefined;
}

/** n8n takes an error for a stop by the word "canceled". */
function describe(taskIds: readonly string[], lost: number): string {
  const tasks = taskIds.length === 1 ? 'task' : 'tasks';
  const parts = [
    taskIds.length === 0
      ? `Execution canceled before ${lost === 0 ? 'anything was submitted' : 'a response to the submission arrived'}.`
      : `Execution canceled with ${taskIds.length} ${tasks} paid: ${taskIds.join(', ')}. They are not lost: use Task > Wait with their IDs, or retry this execution, instead of submitting again.`,
  ];
  if (lost > 0) {
    parts.push(
      `${lost === 1 ? 'One submission was' : `${lost} submissions were`} in progress and may have been charged: look for a new task in the API in One dashboard.`,
    );
  }
  return parts.join(' ');
}

/** Why an item has no video. */
export interface ItemFailure {
  readonly itemIndex: number;
  readonly error: unknown;
}

/**
 * Without Continue On Fail n8n drops the good items with the bad one, so the error reports that they
 * are not lost: a retry takes them from the ledger.
 *
 * @throws {NodeOperationError} for the first failed item.
 */
export function throwFirstFailure(
  context: IExecuteFunctions,
  failures: readonly ItemFailure[],
  total: number,
): void {
  const [first] = [...failures].sort((one, other) => one.itemIndex - other.itemIndex);
  if (first === undefined || context.continueOnFail()) return;
  const error = toNodeError(context.getNode(), first.error, first.itemIndex);
  const paid = total - failures.length;
  if (paid > 0) {
    const others = `${paid} of ${total} videos are paid and not lost: retry this execution, and it goes on with them without paying again.`;
    error.description = [error.description, others].filter(Boolean).join(' ');
  }
  throw error;
}
