import { type Client, type Clock, renderAll } from '@kling-automation/core';
import type { ActionInputs } from '../input/inputs.ts';
import { InvalidInputsError } from '../input/invalid-inputs-error.ts';
import type { Memory } from '../memory/memory.ts';
import { limitName } from '../plan/budget.ts';
import type { VideoState } from '../plan/existing-videos.ts';
import { monthName } from '../plan/month-budget.ts';
import type { Preparation } from '../plan/prepare.ts';
import { releaseForbidden } from '../release/explain-github-error.ts';
import type { ReleaseStore } from '../release/release-store.ts';
import type { Report } from '../report/report.ts';
import { type VideoFailure, VideosFailedError } from '../report/videos-failed-error.ts';
import type { Log } from '../runner/log.ts';
import { createCollectingClient } from './collecting-client.ts';
import { createDelivery, type DownloadVideo, type Item, restoreFinished } from './delivery.ts';
import { enterGivenTasks } from './given-tasks.ts';
import { createProgress } from './progress.ts';

/** What rendering and delivering needs. */
export interface RenderPorts {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly workspace: string;
  readonly downloadVideo: DownloadVideo;
  readonly client: Client;
  readonly memory: Memory;
  /** Which run it is, in the entries of the ledger. */
  readonly owner: string;
  readonly releaseStore: ReleaseStore | undefined;
  readonly log: Log;
  readonly report: Report;
}

/** The runner leaves 7.5 s after a cancel; a response that names what was paid may take most of it. */
export const submissionGrace = 4000;

/**
 * Brings every video to its places: what is kept as it is, what is paid when it is ready, the rest
 * by rendering it. Each is delivered as soon as it is there; a failure leaves the others alone.
 *
 * @throws {VideosFailedError} when not all videos are there in the end.
 */
export async function renderVideos(
  videos: readonly VideoState[],
  { inputs }: Preparation,
  ports: RenderPorts,
): Promise<void> {
  const { client, clock, owner, report, signal } = ports;
  const failures: VideoFailure[] = [];
  const fail = ({ index, plan }: Item, error: unknown) => {
    const { taskId } = report.results[index] ?? {};
    failures.push({ index, plan, error, taskId });
  };
  const items = videos.map(({ plan }, index): Item => ({ index, plan }));
  const missing = await restoreFinished(videos, ports, fail);
  if (missing.size === 0) return throwIfAny(failures, videos);
  const { forgetOldMonths, ledger, limits } = await openForPaying(inputs, ports);
  const asked = await enterGivenTasks(
    items.filter(({ index }) => missing.has(index)),
    {
      ...ports,
      ledger,
      deadline: clock.now() + inputs.timeoutMinutes * 60_000,
    },
    fail,
  );
  const deliver = createDelivery(ports, fail);
  const deliveries: Promise<void>[] = [];
  const progress = createProgress(asked, ports);
  await renderAll(
    asked.map(({ plan }) => plan.request),
    {
      client: inputs.isWaiting ? client : createCollectingClient(client),
      clock,
      ledger,
      owner,
      keyOf: (_request, at) => asked[at]?.plan.key ?? '',
      concurrency: inputs.concurrency,
      maxCredits: inputs.maxCredits,
      limits,
      deadlineSeconds: inputs.timeoutMinutes * 60,
      signal,
      graceMilliseconds: submissionGrace,
      onEvent(event) {
        progress.note(event);
        const item = asked[event.index];
        if (event.type !== 'ended' || item === undefined) return;
        deliveries.push(deliver(item, event.result));
      },
    },
  ).finally(progress.end);
  await Promise.all(deliveries);
  await forgetOldMonths();
  throwIfAny(failures, videos);
}

/** Opens the memory for writing, unless the inputs ask for what it cannot do then. */
async function openForPaying(
  { maxCreditsPerMonth }: Pick<ActionInputs, 'maxCreditsPerMonth'>,
  { clock, memory, releaseStore }: RenderPorts,
) {
  const { ledger, month: spending, ...paying } = await memory.openForPaying();
  const nothing = { ledger, limits: [], forgetOldMonths: async () => undefined };
  if (spending === undefined) {
    if (releaseStore !== undefined) throw releaseForbidden();
    if (maxCreditsPerMonth === undefined) return nothing;
    const message =
      'Give this job the permission contents: write, because the repository remembers what is spent in a month.';
    throw new InvalidInputsError([{ input: 'max-credits-per-month', message }]);
  }
  if (maxCreditsPerMonth === undefined) return nothing;
  const name = limitName(monthName(clock.now()));
  const limit = { maxCredits: maxCreditsPerMonth, spending, name, isShared: true };
  // What is paid matters more than what was paid more than a year ago.
  const forgetOldMonths = () => paying.forgetOldMonths().catch(() => undefined);
  return { ledger, limits: [limit], forgetOldMonths };
}

function throwIfAny(failures: readonly VideoFailure[], videos: readonly VideoState[]): void {
  if (failures.length === 0) return;
  const inOrder = failures.toSorted((one, other) => one.index - other.index);
  throw new VideosFailedError(inOrder, videos.length);
}
