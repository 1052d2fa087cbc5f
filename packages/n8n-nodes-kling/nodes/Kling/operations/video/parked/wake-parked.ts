import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { hostClock } from '../../../host/clock.ts';
import { readParkedMemory, wakeUp } from '../../../host/parking.ts';
import { keepCallbacks, type NamedCallback, readCallback } from './called-back.ts';
import { recallParkedRun } from './parked-run.ts';

/** Nothing more to respond: that was done first, so API in One need not wait for us. */
const stayParked: IWebhookResponseData = { noWebhookResponse: true };

/** Callbacks that come at the same time wake the execution together, in milliseconds. */
const collectionMilliseconds = 500;

/** What has come for executions that are about to be woken. */
const collecting = new Map<string, NamedCallback[]>();

/**
 * Takes a callback, or the call of our own watcher, for a parked execution: collects what comes at
 * the same time, and wakes it. The node then asks the API, and decides. Each call has a copy of the
 * execution's data of its own, and only that of the one which wakes it is kept.
 */
export async function wakeParked(context: IWebhookFunctions): Promise<IWebhookResponseData> {
  context.getResponseObject().status(200).json({ received: true });
  const { callbacks, isProgress } = readCallback(context);
  const executionId = context.getExecutionId();
  const memory = readParkedMemory(context);
  const run = memory && recallParkedRun(memory, executionId);
  // A lost submission is found by any word of its task.
  if (isProgress && run?.lost.length === 0) return stayParked;

  const others = collecting.get(executionId);
  if (others !== undefined) {
    others.push(...callbacks);
    return stayParked;
  }
  const collected = [...callbacks];
  collecting.set(executionId, collected);
  try {
    await hostClock.sleep(collectionMilliseconds);
  } finally {
    collecting.delete(executionId);
  }
  if (memory !== undefined) keepCallbacks(memory, collected);
  return { ...stayParked, workflowData: wakeUp };
}
