import { isFinal, parseTask, type Task, TaskNotFoundError } from '@kling-automation/core';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { openApi } from '../Kling/host/network/api.ts';
import { rawJson, taskJson } from '../Kling/output/video-json.ts';
import { hasSecret } from './has-secret.ts';
import { claimTask } from './seen-tasks.ts';

/** A callback may be a moment ahead of the API's own answer, in seconds. */
const longestCatchUp = 5;

/**
 * Takes a callback and starts the workflow with the task as the API tells it. The callback itself is
 * believed in nothing but the id of a task to look at; unknown and unfinished tasks start nothing,
 * and a task starts the workflow once, however often it is reported.
 */
export async function takeCallback(context: IWebhookFunctions): Promise<IWebhookResponseData> {
  const response = context.getResponseObject();
  if (!hasSecret(context)) {
    response.status(403).json({ message: 'The secret is missing or wrong.' });
    return { noWebhookResponse: true };
  }
  const taskId = parseTask(context.getBodyData()).id;
  if (taskId === undefined) {
    response.status(422).json({ message: 'The body names no task.' });
    return { noWebhookResponse: true };
  }
  // Answered before the API is asked: whoever calls back need not wait for that.
  response.status(200).json({ received: true });

  const task = await readEnded(context, taskId);
  if (task === undefined || !isWanted(context, task)) return { noWebhookResponse: true };
  if (!claimTask(context, taskId)) return { noWebhookResponse: true };
  const raw = context.getNodeParameter('output', 'simplified') === 'raw';
  const json = raw ? rawJson(task, taskId) : taskJson(task, taskId);
  return { noWebhookResponse: true, workflowData: [[{ json }]] };
}

function isWanted(context: IWebhookFunctions, { status }: Task): boolean {
  const events: unknown = context.getNodeParameter('events', ['finished', 'failed']);
  const event = status === 'succeeded' ? 'finished' : 'failed';
  return Array.isArray(events) && events.includes(event);
}

/** Reads the task until it has ended; undefined when the API knows no such task or no such end. */
async function readEnded(context: IWebhookFunctions, taskId: string): Promise<Task | undefined> {
  const { client } = await openApi(context);
  const read = () => client.read(taskId).catch((error: unknown) => ({ error }));
  const first = await read();
  if ('error' in first && first.error instanceof TaskNotFoundError) return undefined;
  if (!('error' in first) && isWhole(first)) return first;
  // Not readable, still running, or succeeded without its link.
  await client
    .wait(taskId, { deadlineSeconds: longestCatchUp, targetLagSeconds: 0.5 })
    .catch(() => undefined);
  const last = await read();
  return !('error' in last) && isFinal(last.status) ? last : undefined;
}

function isWhole({ status, videoUrl }: Task): boolean {
  return isFinal(status) && (status !== 'succeeded' || videoUrl !== undefined);
}
