import { estimateCredits, isLoopback, type SucceededTask } from '@kling-automation/core';
import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { issueText } from '../../host/failure/issue-text.ts';
import { type Api, openApi } from '../../host/network/api.ts';
import { type InvalidItem, readVideoItems, type VideoItem } from '../../request/video-items.ts';
import type { RunSettings } from '../../settings.ts';
import type { AssignedItem } from './assign-videos.ts';
import { openVideoMemory } from './open-video-memory.ts';
import type { Outcome, WaitPolicy } from './outcome.ts';
import type { Places } from './parked/places.ts';
import { renderVideos } from './render-videos.ts';
import { throwIfStopped } from './run-errors.ts';

/** A run that has ended, or that has done all it does before it parks. */
export interface VideoRun {
  readonly api: Api;
  readonly items: readonly AssignedItem[];
  /** One for each of `items`, in their order. */
  readonly outcomes: readonly Outcome[];
  /** Items that were not sent, and why. */
  readonly invalid: readonly { readonly itemIndex: number; readonly error: unknown }[];
}

/** How to run. */
export interface VideoRunOptions {
  readonly settings: RunSettings;
  readonly waitPolicy: WaitPolicy;
  /** For items that have none of their own. */
  readonly callbackUrlOf?: ((itemIndex: number) => string) | undefined;
  /** The indexes of the items to run. @default all */
  readonly only?: readonly number[] | undefined;
  /** Submits where there is a place for it. @default wherever Concurrency allows */
  readonly places?: Places | undefined;
  /** @default opened for this run */
  readonly api?: Api | undefined;
  readonly onFinished?: ((api: Api, item: VideoItem, task: SucceededTask) => void) | undefined;
}

/**
 * Reads all items, checks the budget, pays and waits.
 *
 * @throws {NodeOperationError} before anything is sent, when an item is not valid (without Continue
 * On Fail); and when the run was stopped.
 * @throws {BudgetExceededError | LedgerError} before anything is sent.
 */
export async function runVideos(
  context: IExecuteFunctions,
  options: VideoRunOptions,
): Promise<VideoRun> {
  const { callbackUrlOf, onFinished, only, waitPolicy, places, settings } = options;
  throwIfStopped(context);
  const { api = await openApi(context) } = options;
  const apiIsLocal = isLoopback(api.baseUrl);
  const { invalid, valid } = await readVideoItems(context, { apiIsLocal, callbackUrlOf, only });
  if (invalid.length > 0 && !context.continueOnFail()) throw invalidItemsError(context, invalid);

  const { assign, ledger } = await openVideoMemory(context, settings, api.baseUrl);
  const items = await assign(valid);
  const outcomes = await renderVideos(context, items, {
    api,
    ledger,
    waitPolicy,
    places,
    settings,
    onFinished: (item, task) => onFinished?.(api, item, task),
  });
  throwIfStopped(context, outcomes);
  return { api, items, outcomes, invalid };
}

/** What the items of a run cost, as far as it is known before. */
export function creditsOf({ request }: VideoItem): number {
  return estimateCredits(request).credits;
}

function invalidItemsError(
  context: IExecuteFunctions,
  invalid: readonly InvalidItem[],
): NodeOperationError {
  const total = context.getInputData().length;
  const issues = invalid.flatMap(({ error, itemIndex }) =>
    error.issues.map((issue) => `[item ${itemIndex}] ${issueText(issue)}`),
  );
  const [first] = invalid;
  const [onlyIssue] = issues;
  const message =
    issues.length === 1 && onlyIssue !== undefined
      ? onlyIssue
      : `${invalid.length} of ${total} items cannot be rendered as they are`;
  return new NodeOperationError(context.getNode(), message, {
    description: `${issues.length === 1 ? '' : `${issues.join(' ')} `}Nothing was submitted.`,
    itemIndex: first?.itemIndex ?? 0,
  });
}
