import { basename } from 'node:path';
import type { Client, RenderedVideo, RenderResult } from '@kling-automation/core';
import type { downloadVideo } from '@kling-automation/core/node';
import type { LedgerBook } from '../ledger/ledger-book.ts';
import type { KeptFile } from '../ledger/ledger-page.ts';
import type { StockedVideo } from '../plan/existing-videos.ts';
import { bringVideo, pathOf } from '../plan/finished-video.ts';
import { callName, type PlannedVideo } from '../plan/planned-video.ts';
import type { ReleaseShelf } from '../release/release-shelf.ts';
import type { Report } from '../report/report.ts';
import type { Log } from '../runner/log.ts';
import { StillRunning } from './collecting-client.ts';

/** A video of this run, by its place among all. */
export interface Item {
  readonly index: number;
  readonly plan: PlannedVideo;
}

type Fail = (item: Item, error: unknown) => void;

/**
 * Brings what is finished and kept to its place.
 *
 * @returns which videos are not kept anywhere, by index.
 */
export async function bringKept(
  stock: readonly StockedVideo[],
  ports: Omit<DeliveryPorts, 'book' | 'client' | 'downloadVideo'> & { readonly report: Report },
  fail: Fail,
): Promise<ReadonlySet<number>> {
  const missing = new Set<number>();
  const said: string[] = [];
  await Promise.all(
    stock.map(async ({ kept, plan }, index) => {
      try {
        const file = kept && (await bringVideo(kept, plan, ports));
        if (file === undefined) {
          missing.add(index);
          return;
        }
        ports.report.update(index, { status: 'reused', isPaidBefore: true, file });
        const assetUrl = kept?.asset?.assetUrl ?? (await shelveVideo(file, plan, ports));
        ports.report.update(index, { assetUrl });
        said[index] = `Reused: ${plan.path}, ${megabytes(file.bytes)}, paid before`;
      } catch (error) {
        fail({ index, plan }, error);
      }
    }),
  );
  for (const line of said.filter(Boolean)) ports.log.line(line);
  return missing;
}

/** Takes each result as it comes: the file to its path, then to the release. */
export function createDelivery(ports: DeliveryPorts & { readonly report: Report }, fail: Fail) {
  const { log, report } = ports;
  const files = new Map<string, ReturnType<typeof fetchVideo>>();
  return async (item: Item, result: RenderResult): Promise<void> => {
    const { index, plan } = item;
    if (result.status === 'failed') {
      if (!(result.error instanceof StillRunning)) return fail(item, result.error);
      return log.line(result.error.message);
    }
    try {
      // Two videos of one content and one name are one file.
      const fetched = files.get(plan.path) ?? fetchVideo(result, plan, ports);
      files.set(plan.path, fetched);
      const file = await fetched;
      report.update(index, { status: result.origin, file });
      log.line(`Done: ${plan.path}, ${megabytes(file.bytes)}, SHA-256 ${file.sha256}`);
      report.update(index, { assetUrl: await shelveVideo(file, plan, ports) });
    } catch (error) {
      fail(item, error);
    }
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

export type DownloadVideo = typeof downloadVideo;

/** What brings a video to its places. */
export interface DeliveryPorts {
  readonly client: Pick<Client, 'read'>;
  readonly downloadVideo: DownloadVideo;
  readonly workspace: string;
  readonly signal: AbortSignal;
  readonly book: LedgerBook;
  readonly shelf: ReleaseShelf | undefined;
  readonly log: Log;
}

/** Downloads a finished video to its planned path; an expired link is read anew from the task. */
export async function fetchVideo(
  { taskId, videoUrl }: RenderedVideo,
  plan: PlannedVideo,
  ports: DeliveryPorts,
): Promise<KeptFile> {
  const { book, client, log, signal, workspace } = ports;
  const { bytes, sha256 } = await ports.downloadVideo(videoUrl, {
    path: pathOf(plan, workspace),
    taskId,
    signal,
    refreshUrl: async (refreshSignal) => {
      const task = await client.read(taskId, { signal: refreshSignal });
      return task.videoUrl ?? videoUrl;
    },
  });
  await book
    .noteFile(plan.key, { bytes, sha256, name: basename(plan.path) })
    .catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      log.warning(`The ledger did not take the digest of ${plan.path}: ${reason}`);
    });
  return { bytes, sha256 };
}

/** Puts a video on the release; undefined where there is none. */
export async function shelveVideo(
  { bytes, sha256 }: KeptFile,
  plan: PlannedVideo,
  { log, shelf, workspace }: Pick<DeliveryPorts, 'log' | 'shelf' | 'workspace'>,
): Promise<string | undefined> {
  if (shelf === undefined) return undefined;
  const name = basename(plan.path);
  const path = pathOf(plan, workspace);
  const label = `${callName(plan)}.mp4`;
  const { assetUrl, outcome } = await shelf.put({ name, path, label, bytes, sha256 });
  log.line(`Asset: ${name}, ${outcome} on ${shelf.description}`);
  return assetUrl;
}
