import {
  type DeadlineExceededError,
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
import type { Places } from './parked/places.ts';
import { reportEvent } from './report-event.ts';

/** What became of one item. */
export type Outcome =
  | {
      readonly kind: 'finished';
      readonly task: SucceededTask;
      readonly credits: number;
      readonly origin: Origin;
    }
  /** Paid and still at work when we stopped waiting. */
  | {
      readonly kind: 'running';
      readonly taskId: string;
      /** False when the run submits and goes: then nobody knows more than that. */
      readonly isAwaited: boolean;
      readonly origin: Origin | undefined;
      /** Set when the timeout passed, not just the patience of the run. */
      readonly lateness: DeadlineExceededError | undefined;
    }
  | { readonly kind: 'failed'; readonly error: unknown };

/** How a run waits: until the end, for so many seconds in all, or not at all. */
export type Patience = 'untilFinished' | 'not' | { readonly seconds: number };

/** What rendering a run needs. */
export interface RenderOptions {
  readonly api: Api;
  readonly ledger: Ledger;
  readonly patience: Patience;
  /** @default the API's client */
  readonly places?: Places | undefined;
  readonly settings: RunSettings;
  /** Called when a video is ready, while others are still at work. */
  readonly onFinished?: ((item: VideoItem, task: SucceededTask) => void) | undefined;
}

/**
 * Pays for each item once and waits as long as the run has patience; never throws for one item.
 *
 * @throws {BudgetExceededError | LedgerError} before the first POST.
 */
export async function renderVideos(
  context: IExecuteFunctions,
  items: readonly AssignedItem[],
  options: RenderOptions,
): Promise<readonly Outcome[]> {
  const { api, ledger, onFinished, patience, places, settings } = options;
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
      client: { ...api.client, ...places, wait: patientWait(api, patience) },
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
  return results.map((result) => toOutcome(result, patience, origins.get(result.index)));
}

/** Thrown by the wait of a run that does not wait: the task is submitted, and that was all. */
class NotAwaited extends Error {}

function patientWait({ client, clock }: Api, patience: Patience) {
  const startedAt = clock.now();
  return async (taskId: string, waitOptions: WaitOptions = {}): Promise<SucceededTask> => {
    if (patience === 'not') throw new NotAwaited(taskId);
    if (patience === 'untilFinished') return client.wait(taskId, waitOptions);
    const left = patience.seconds - (clock.now() - startedAt) / 1000;
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

function toOutcome(result: RenderResult, patience: Patience, origin: Origin | undefined): Outcome {
  if (result.status === 'succeeded') {
    const { credits, task } = result;
    return { kind: 'finished', task, credits, origin: result.origin };
  }
  const { error } = result;
  const still = { kind: 'running', origin } as const;
  if (error instanceof NotAwaited) {
    return { ...still, taskId: error.message, isAwaited: false, lateness: undefined };
  }
  if (isError(error, 'deadline-exceeded') && error.taskId !== undefined) {
    const lateness = patience === 'untilFinished' ? error : undefined;
    return { ...still, taskId: error.taskId, isAwaited: true, lateness };
  }
  return { kind: 'failed', error };
}
