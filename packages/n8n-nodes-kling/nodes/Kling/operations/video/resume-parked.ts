import { type Client, isFinal, parseTask, type Task } from '@kling-automation/core';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { openApi } from '../../host/api.ts';
import { createLimit } from '../../host/limit.ts';
import { type ParkedItem, parseParkedItems } from './parked-video.ts';
import { writeParkedItem } from './write-parked-item.ts';

/** Nothing more to answer: that was done first, so that API in One need not wait for us. */
const stayParked: IWebhookResponseData = { noWebhookResponse: true };

/** Callbacks being looked into, by execution; true when another one came meanwhile. */
const underWay = new Map<string, boolean>();

/** How many tasks are read at once. */
const readsAtOnce = 5;

/** A callback may be a moment ahead of the API's own answer, in seconds. */
const longestCatchUp = 5;

/**
 * Takes a callback for a parked execution. The callback is only a hint: every task is read from the
 * API, and the execution goes on when all have ended. So a lost callback is made good by the next
 * one, an early one changes nothing, and a repeated one neither.
 */
export async function resumeParked(context: IWebhookFunctions): Promise<IWebhookResponseData> {
  answer(context);
  const execution = context.getExecutionId();
  if (underWay.has(execution)) {
    underWay.set(execution, true);
    return stayParked;
  }
  try {
    let result: IWebhookResponseData = stayParked;
    do {
      underWay.set(execution, false);
      result = await lookIntoTasks(context);
    } while (result.workflowData === undefined && underWay.get(execution) === true);
    return result;
  } catch (error) {
    // An error here would let the execution go on with nothing in hand; parked it keeps its tasks.
    context.logger.warn(`A callback could not be looked into: ${nameOf(error)}`);
    return stayParked;
  } finally {
    underWay.delete(execution);
  }
}

function answer(context: IWebhookFunctions): void {
  context.getResponseObject().status(200).json({ received: true });
}

async function lookIntoTasks(context: IWebhookFunctions): Promise<IWebhookResponseData> {
  const items = parseParkedItems(context.evaluateExpression('{{ $input.all() }}', 0));
  const { client } = await openApi(context);
  const reported = parseTask(context.getBodyData()).id;
  const limit = createLimit(readsAtOnce);
  const tasks = await Promise.all(
    items.map(({ video }) =>
      video === undefined
        ? undefined
        : limit(() => readTask(client, video.taskId, video.taskId === reported)),
    ),
  );
  const isOver = items.every(({ video }, index) => video === undefined || hasEnded(tasks[index]));
  if (items.length === 0 || !isOver) return stayParked;

  const written = await Promise.all(
    items.map((item: ParkedItem, index) =>
      limit(() => writeParkedItem(context, { client, item, task: tasks[index] })),
    ),
  );
  return { noWebhookResponse: true, workflowData: [written] };
}

function hasEnded(task: Task | undefined): boolean {
  return task !== undefined && isFinal(task.status);
}

/** Reads a task; the one that the callback reports is waited for a little. */
async function readTask(
  client: Client,
  taskId: string,
  isReported: boolean,
): Promise<Task | undefined> {
  const task = await client.read(taskId).catch(() => undefined);
  if (!isReported || hasEnded(task)) return task;
  return client.wait(taskId, { deadlineSeconds: longestCatchUp, targetLagSeconds: 0.5 }).catch(() =>
    // The wait ends badly for tasks that failed, too; what the API says of them counts.
    client.read(taskId).catch(() => task),
  );
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
