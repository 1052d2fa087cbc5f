import { type Clock, createClient, renderAll } from '@kling-automation/core';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import type { VideoState } from '../plan/existing-videos.ts';
import type { Preparation } from '../plan/prepare.ts';
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
  readonly ledgerStore: LedgerStore;
  readonly releaseStore: ReleaseStore | undefined;
  readonly log: Log;
  readonly report: Report;
}

/** The runner leaves 7.5 s after a cancel; a response that names what was paid may take most of it. */
const submissionGrace = 4000;

/**
 * Brings every video to its places: what is kept as it is, what is paid when it is ready, the rest
 * by rendering it. Each is delivered as soon as it is there; a failure leaves the others alone.
 *
 * @throws {VideosFailedError} when not all videos are there in the end.
 */
export async function renderVideos(
  videos: readonly VideoState[],
  { inputs, transport }: Preparation,
  ports: RenderPorts,
): Promise<void> {
  const { ledgerStore, clock, report, signal } = ports;
  const failures: VideoFailure[] = [];
  const fail = ({ index, plan }: Item, error: unknown) => {
    const { taskId } = report.results[index] ?? {};
    failures.push({ index, plan, error, taskId });
  };
  const items = videos.map(({ plan }, index): Item => ({ index, plan }));
  const missing = await restoreFinished(videos, ports, fail);
  const client = createClient({ transport, clock, graceMilliseconds: submissionGrace });
  const asked = await enterGivenTasks(
    items.filter(({ index }) => missing.has(index)),
    {
      ...ports,
      client,
      ledger: ledgerStore.ledger,
      deadline: clock.now() + inputs.timeoutMinutes * 60_000,
    },
    fail,
  );
  const deliver = createDelivery({ ...ports, client }, fail);
  const deliveries: Promise<void>[] = [];
  const progress = createProgress(asked, ports);
  await renderAll(
    asked.map(({ plan }) => plan.request),
    {
      client: inputs.isWaiting ? client : createCollectingClient(client),
      clock,
      ledger: ledgerStore.ledger,
      keyOf: (_request, at) => asked[at]?.plan.key ?? '',
      concurrency: inputs.concurrency,
      maxCredits: inputs.maxCredits,
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
  if (failures.length > 0) {
    failures.sort((one, other) => one.index - other.index);
    throw new VideosFailedError(failures, videos.length);
  }
}
