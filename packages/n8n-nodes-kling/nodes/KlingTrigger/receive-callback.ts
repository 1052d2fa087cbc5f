import { type NamedTask, parseCallback, RateLimitedError, type Task } from '@kling-automation/core';
import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { failureFacts } from '../Kling/host/failure/failure-facts.ts';
import { createLimit } from '../Kling/host/limit.ts';
import { openApi } from '../Kling/host/network/api.ts';
import { rawJson, taskJson } from '../Kling/output/video-json.ts';
import { hasSecret } from './has-secret.ts';
import { claimTask } from './seen-tasks.ts';
import { type Verification, verifyTask } from './verify-task.ts';

/** How many tasks of one callback are read at the same time. */
const maxReadsAtOnce = 5;

/** When a sender should try again, unless the API itself names a time, in seconds. */
const retryAfterSeconds = 60;

/**
 * Starts the workflow with the tasks that a callback names, as the API reports them: the callback is
 * believed in nothing but their ids, and a task starts the workflow once.
 *
 * No event is lost: what cannot be verified now is logged, and the response asks the sender to try
 * again. The response comes after the workflow was started, so it is true.
 */
export async function receiveCallback(context: IWebhookFunctions): Promise<IWebhookResponseData> {
  if (!hasSecret(context)) return respond(context, 403, 'The secret is missing or wrong.');
  const tasks = namedTasks(context);
  if (tasks.length === 0) return respond(context, 422, 'The body names no task.');

  const verifications = await verifyAll(context, tasks);
  const items = verifications.flatMap((each) => {
    if (each.kind !== 'ended' || !isWanted(context, each.task)) return [];
    return claimTask(context, each.taskId) ? [writeItem(context, each)] : [];
  });
  const start = items.length > 0 ? { workflowData: [items] } : {};
  const errors = verifications.flatMap((each) => (each.kind === 'unverified' ? [each.error] : []));
  if (errors.length === 0) return { ...start, webhookResponse: { received: true } };

  for (const error of errors) log(context, error);
  context.getResponseObject().setHeader('Retry-After', String(longestPause(errors)));
  return { ...respond(context, 503, 'Not verified. Send this callback again later.'), ...start };
}

/** The tasks of the body, each once; n8n parses no body of a type that it does not know. */
function namedTasks(context: IWebhookFunctions): readonly NamedTask[] {
  const parsed = parseCallback(context.getBodyData());
  const rawBody: unknown = Reflect.get(context.getRequestObject(), 'rawBody');
  const tasks =
    parsed.length === 0 && Buffer.isBuffer(rawBody) ? parseCallback(rawBody.toString()) : parsed;
  return [...new Map(tasks.map((task) => [task.id, task])).values()];
}

async function verifyAll(
  context: IWebhookFunctions,
  tasks: readonly NamedTask[],
): Promise<readonly Verification[]> {
  try {
    const { client } = await openApi(context);
    const limit = createLimit(maxReadsAtOnce);
    return await Promise.all(tasks.map((task) => limit(() => verifyTask(client, task))));
  } catch (error) {
    return [{ kind: 'unverified', error }];
  }
}

function isWanted(context: IWebhookFunctions, { status }: Task): boolean {
  const events: unknown = context.getNodeParameter('events', ['finished', 'failed']);
  const event = status === 'succeeded' ? 'finished' : 'failed';
  return Array.isArray(events) && events.includes(event);
}

function writeItem(
  context: IWebhookFunctions,
  { task, taskId }: Extract<Verification, { kind: 'ended' }>,
): INodeExecutionData {
  const isRaw = context.getNodeParameter('output', 'simplified') === 'raw';
  return { json: isRaw ? rawJson(task, taskId) : taskJson(task, taskId) };
}

function respond(context: IWebhookFunctions, status: number, message: string) {
  context.getResponseObject().status(status).json({ message });
  return { noWebhookResponse: true } satisfies IWebhookResponseData;
}

/** On one line and cut, because ids come from the sender, who may be anyone. */
function log(context: IWebhookFunctions, error: unknown): void {
  const reason = failureFacts(error).message.replace(/\s+/g, ' ').slice(0, 500);
  const text = `A callback could not be verified, and its sender was asked to send it again. ${reason}`;
  context.logger.warn(text, { node: context.getNode().name });
}

function longestPause(errors: readonly unknown[]): number {
  const asked = errors.map((error) =>
    error instanceof RateLimitedError ? (error.retryAfterMilliseconds ?? 0) / 1000 : 0,
  );
  return Math.ceil(Math.max(retryAfterSeconds, ...asked));
}
