import {
  estimateCredits,
  isError,
  type Ledger,
  type Origin,
  type RenderEvent,
  type RenderResult,
  renderAll,
  type SucceededTask,
  type WaitOptions,
} from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { cancelSignal } from '../../host/cancellation.ts';
import type { Api } from '../../host/network/api.ts';
import type { VideoItem } from '../../request/video-items.ts';
import type { RunSettings } from '../../settings.ts';
import type { AssignedItem } from './assign-videos.ts';
import type { Outcome, WaitPolicy } from './outcome.ts';
import type { Places } from './parked/places.ts';
import { reportEvent } from './report-event.ts';

/** What rendering a run needs. */
export interface RenderOptions {
  readonly api: Api;
  readonly ledger: Ledger;
  readonly waitPolicy: WaitPolicy;
  /** @default the API's client */
  readonly places?: Places | undefined;
  readonly settings: RunSettings;
  /** Called when a video is ready, while others are still at work. */
  readonly onFinished?: ((item: VideoItem, task: SucceededTask) => void) | undefined;
}

/**
 * Pays for each item once and waits as long as the wait policy of the run allows; never throws for one item.
 *
 * @throws {BudgetExceededError | LedgerError} before the first POST.
 */
export async function renderVideos(
  context: IExecuteFunctions,
  items: readonly AssignedItem[],
  options: RenderOptions,
): Promise<readonly Outcome[]> {
  const { api, ledger, onFinished, waitPolicy, places, settings } = options;
  const origins = new Map<number, Origin>();
  const onEvent = (event: RenderEvent) => {
    const item = items[event.index];
    reportEvent(context, event, item && estimateCredits(item.request).credits);
    if (isOrigin(event.type)) origins.set(event.index, event.type);
    if (event.type !== 'ended' || item === undefined) return;
    if (event.result.status === 'succeeded') onFinished?.(item, event.result.task);
  };

  const results = await renderAll(
    items.map(({ request }) => request),
    {
      client: { ...api.client, ...places, wait: waitUntilPolicy(api, waitPolicy) },
      clock: api.clock,
      ledger,
      keyOf: (_request, index) => keyAt(items, index),
      concurrency: settings.concurrency,
      maxCredits: settings.maxCredits,
      deadlineSeconds: settings.deadlineSeconds,
      targetLagSeconds: settings.targetLagSeconds,
      signal: cancelSignal(context),
      onEvent,
    },
  );
  return results.map((result) => toOutcome(result, waitPolicy, origins.get(result.index)));
}

/** Thrown by the wait of a run that does not wait: the task is submitted, and that was all. */
class NotAwaited extends Error {}

function waitUntilPolicy({ client, clock }: Api, waitPolicy: WaitPolicy) {
  const startedAt = clock.now();
  return async (taskId: string, waitOptions: WaitOptions = {}): Promise<SucceededTask> => {
    if (waitPolicy === 'not') throw new NotAwaited(taskId);
    if (waitPolicy === 'untilFinished') return client.wait(taskId, waitOptions);
    const left = waitPolicy.seconds - (clock.now() - startedAt) / 1000;
    const deadlineSeconds = Math.max(0, Math.min(left, waitOptions.deadlineSeconds ?? left));
    return client.wait(taskId, { ...waitOptions, deadlineSeconds });
  };
}

function keyAt(items: readonly AssignedItem[], index: number): string {
  const item = items[index];
  if (item === undefined) throw new RangeError(`There is no item ${index}.`);
  return item.key;
}

function isOrigin(type: RenderEvent['type']): type is Origin {
  return type === 'rendered' || type === 'resumed' || type === 'reused';
}

function toOutcome(
  result: RenderResult,
  waitPolicy: WaitPolicy,
  origin: Origin | undefined,
): Outcome {
  if (result.status === 'succeeded') {
    const { credits, task } = result;
    return { kind: 'finished', task, credits, origin: result.origin };
  }
  const { error } = result;
  const still = { kind: 'running', origin } as const;
  if (error instanceof NotAwaited) {
    return { ...still, taskId: error.message, isAwaited: false, timeoutError: undefined };
  }
  if (isError(error, 'deadline-exceeded') && error.taskId !== undefined) {
    const timeoutError = waitPolicy === 'untilFinished' ? error : undefined;
    return { ...still, taskId: error.taskId, isAwaited: true, timeoutError };
  }
  return { kind: 'failed', error };
}
