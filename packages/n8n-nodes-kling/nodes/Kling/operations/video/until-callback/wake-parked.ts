import { type Client, isFinal, parseTask, type Task } from '@kling-automation/core';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { openApi } from '../../../host/network/api.ts';
import { readParkedMemory, wakeUp } from '../../../host/parking.ts';
import { haveAllEnded } from './have-all-ended.ts';
import { recallParkedRun } from './parked-run.ts';

/** Nothing more to answer: that was done first, so that API in One need not wait for us. */
const stayParked: IWebhookResponseData = { noWebhookResponse: true };

/** Callbacks being looked into, by execution; true when another one came meanwhile. */
const underWay = new Map<string, boolean>();

/** A callback may be a moment ahead of the API's own answer, in seconds. */
const longestCatchUp = 5;

/**
 * Takes a callback for a parked execution. The callback is only a hint: the tasks are read from the
 * API, and the execution is woken when all have ended. So a lost callback is made good by the next
 * one, an early one changes nothing, and a repeated one neither.
 */
export async function wakeParked(context: IWebhookFunctions): Promise<IWebhookResponseData> {
  context.getResponseObject().status(200).json({ received: true });
  const execution = context.getExecutionId();
  if (underWay.has(execution)) {
    underWay.set(execution, true);
    return stayParked;
  }
  try {
    let isOver = false;
    do {
      underWay.set(execution, false);
      isOver = await haveTasksEnded(context);
    } while (!isOver && underWay.get(execution) === true);
    return isOver ? { ...stayParked, workflowData: wakeUp } : stayParked;
  } catch (error) {
    // An error here would end the execution; parked it looks at its tasks by itself before long.
    context.logger.warn(`A callback could not be looked into: ${nameOf(error)}`);
    return stayParked;
  } finally {
    underWay.delete(execution);
  }
}

async function haveTasksEnded(context: IWebhookFunctions): Promise<boolean> {
  const memory = readParkedMemory(context);
  const parked = memory && recallParkedRun(memory, context.getExecutionId());
  // The node itself will see what it has to do.
  if (parked === undefined) return true;
  const { client } = await openApi(context);
  const reported = parseTask(context.getBodyData()).id;
  const read = (taskId: string) =>
    taskId === reported ? readReported(client, taskId) : client.read(taskId);
  return haveAllEnded(parked, read);
}

/** Reads the task that the callback reports; if the API lags behind, it is waited for a little. */
async function readReported(client: Client, taskId: string): Promise<Task> {
  const task = await client.read(taskId);
  if (isFinal(task.status)) return task;
  // The wait ends badly for tasks that failed, too; what the API says of them counts.
  const wait = client.wait(taskId, { deadlineSeconds: longestCatchUp, targetLagSeconds: 0.5 });
  return wait.catch(() => client.read(taskId));
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
