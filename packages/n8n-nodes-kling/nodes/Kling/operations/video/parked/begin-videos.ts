import { isError } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { cancelSignal } from '../../../host/cancellation.ts';
import { failureFacts } from '../../../host/failure/failure-facts.ts';
import type { Api } from '../../../host/network/api.ts';
import type { RunSettings } from '../../../settings.ts';
import type { AssignedItem } from '../assign-videos.ts';
import type { Outcome } from '../outcome.ts';
import { runVideos, type VideoRun } from '../run-videos.ts';
import { type CallbackUrls, createCallbackUrls } from './callback-url.ts';
import { type ParkedRun, runningVideos } from './parked-run.ts';
import { NotBegun, type Places, placeSubmissions } from './places.ts';

/** A turn submits no longer than this, so n8n can shut down meanwhile. */
const longestTurnMilliseconds = 30_000;

/** A callback that has not come by then is lost: most videos take less. */
const longestCallbackMilliseconds = 10 * 60_000;

/**
 * Submits as many of the videos that wait as there are free places; the others go on waiting.
 *
 * @throws what {@link runVideos} throws, as long as the run has no task.
 */
export async function beginVideos(
  context: IExecuteFunctions,
  api: Api,
  { run, settings }: { readonly run: ParkedRun; readonly settings: RunSettings },
): Promise<ParkedRun> {
  const until = api.clock.now() + longestTurnMilliseconds;
  const callbackUrlOf = createCallbackUrls(context, api.baseUrl);
  const own = new Set(run.pending.map((itemIndex) => callbackUrlOf?.(itemIndex)));
  const isOwnCallback = (url: string) => own.has(url);
  let current = run;
  for (;;) {
    const inProgress = runningVideos(current).length + current.lost.length;
    const free = settings.concurrency - inProgress;
    if (current.pending.length === 0 || free <= 0) return current;

    const places = placeSubmissions(api, { free, until, isOwnCallback });
    const next = await begin(context, api, { run: current, settings, places, callbackUrlOf });
    const isStuck = next.pending.length === current.pending.length;
    current = next;
    // A place that became free at once, because the API refused its video, is used in this turn.
    if (isStuck || api.clock.now() >= until) return current;
  }
}

interface BeginOptions {
  readonly run: ParkedRun;
  readonly settings: RunSettings;
  readonly places: Places;
  readonly callbackUrlOf: CallbackUrls | undefined;
}

async function begin(
  context: IExecuteFunctions,
  api: Api,
  { callbackUrlOf, places, run, settings }: BeginOptions,
): Promise<ParkedRun> {
  const { failures, lost, pending, videos } = run;
  const begun = await runVideos(context, {
    api,
    settings,
    waitPolicy: 'not',
    callbackUrlOf,
    places,
    only: pending,
  }).then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  if ('result' in begun) return withResults(run, begun.result, { api, callbackUrlOf, settings });
  const isFirst = videos.length + lost.length + failures.length === 0;
  if (isFirst || cancelSignal(context)?.aborted === true) throw begun.error;
  // What is paid is worth more than what is not: the others fail, and these are waited for.
  const facts = failureFacts(begun.error);
  const failed = pending.map((itemIndex) => ({ itemIndex, facts }));
  return { ...run, pending: [], failures: [...failures, ...failed] };
}

interface ResultOptions {
  readonly api: Api;
  readonly settings: RunSettings;
  readonly callbackUrlOf: CallbackUrls | undefined;
}

function withResults(run: ParkedRun, begun: VideoRun, options: ResultOptions): ParkedRun {
  const refused = begun.invalid.map(({ error, itemIndex }) => ({
    failures: [{ itemIndex, facts: failureFacts(error) }],
  }));
  const placed = begun.items.flatMap((item, position) => {
    const outcome = begun.outcomes[position];
    return outcome === undefined ? [] : [placeItem(item, outcome, options)];
  });
  const parts: readonly Part[] = [run, ...refused, ...placed];
  return {
    executionId: run.executionId,
    pending: placed.flatMap(({ pending = [] }) => pending),
    videos: parts.flatMap(({ videos = [] }) => videos),
    lost: parts.flatMap(({ lost = [] }) => lost),
    failures: parts.flatMap(({ failures = [] }) => failures),
  };
}

type Part = Partial<Omit<ParkedRun, 'executionId'>>;

/** Where in the run an item is from now on. */
function placeItem(item: AssignedItem, outcome: Outcome, options: ResultOptions): Part {
  const now = options.api.clock.now();
  const { itemIndex, key, request, warnings } = item;
  const parked = { itemIndex, key, warnings };
  if (outcome.kind !== 'failed') {
    const taskId = outcome.kind === 'running' ? outcome.taskId : outcome.task.id;
    const { origin = 'resumed' } = outcome;
    const deadline = now + options.settings.deadlineSeconds * 1000;
    const task = { taskId, origin, submittedAt: now, deadline, isOver: false };
    return { videos: [{ ...parked, ...task, request: withoutLinks(request) }] };
  }
  if (outcome.error instanceof NotBegun) return { pending: [itemIndex] };
  const facts = failureFacts(outcome.error);
  const { callbackUrl, ...sent } = request;
  const isOurs = callbackUrl !== undefined && callbackUrl === options.callbackUrlOf?.(itemIndex);
  const mayBeFound = isOurs && isError(outcome.error, 'ambiguous-submission');
  if (!mayBeFound) return { failures: [{ itemIndex, facts }] };
  const deadline = now + longestCallbackMilliseconds;
  return { lost: [{ ...parked, request: sent, deadline, facts }] };
}

/** What names and prices a video; links to pictures may be signed. */
function withoutLinks({
  aspectRatio,
  duration,
  mode,
  shots,
  sound,
}: VideoRun['items'][number]['request']) {
  return {
    mode,
    duration,
    sound,
    ...(aspectRatio !== undefined && { aspectRatio }),
    ...(shots !== undefined && { shots }),
  };
}
