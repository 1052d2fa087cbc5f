import { basename } from 'node:path';
import type { Client, RenderedVideo, RenderResult } from '@kling-automation/core';
import type { downloadVideo } from '@kling-automation/core/node';
import type { Memory } from '../memory/memory.ts';
import type { VideoState } from '../plan/existing-videos.ts';
import { pathOf, restoreVideo, type VideoFile } from '../plan/finished-video.ts';
import { callName, type PlannedVideo } from '../plan/planned-video.ts';
import type { ReleaseStore } from '../release/release-store.ts';
import type { Report } from '../report/report.ts';
import type { Log } from '../runner/log.ts';
import { StillRunning } from './collecting-client.ts';

/** A video of this run, and its index among all. */
export interface Item {
  readonly index: number;
  readonly plan: PlannedVideo;
}

type Fail = (item: Item, error: unknown) => void;

/**
 * Brings every finished video to its path and to the release.
 *
 * @returns which videos must be rendered, by index.
 */
export async function restoreFinished(
  videos: readonly VideoState[],
  ports: Omit<DeliveryPorts, 'memory' | 'client' | 'downloadVideo'> & {
    readonly report: Report;
  },
  fail: Fail,
): Promise<ReadonlySet<number>> {
  const missing = new Set<number>();
  const lines: string[] = [];
  await Promise.all(
    videos.map(async ({ finished, plan }, index) => {
      try {
        const file = finished && (await restoreVideo(finished, plan, ports));
        if (file === undefined) {
          missing.add(index);
          return;
        }
        ports.report.update(index, { status: 'reused', isAlreadyPaid: true, file });
        const { asset } = finished ?? {};
        // Only a stable name is a promise; a person may have renamed any other asset.
        const isThere =
          !plan.isStableFile || asset?.name === basename(plan.path) || isLocked(ports.releaseStore);
        const assetUrl = isThere && asset ? asset.assetUrl : await attachVideo(file, plan, ports);
        ports.report.update(index, { assetUrl });
        lines[index] = `Reused: ${plan.path}, ${megabytes(file.bytes)}, already paid`;
      } catch (error) {
        fail({ index, plan }, error);
      }
    }),
  );
  for (const line of lines.filter(Boolean)) ports.log.line(line);
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
      report.update(index, { assetUrl: await attachVideo(file, plan, ports) });
    } catch (error) {
      fail(item, error);
    }
  };
}

/** What is there under another name is good enough then. */
function isLocked(releaseStore: ReleaseStore | undefined): boolean {
  return releaseStore?.obstacle !== undefined;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

export type DownloadVideo = typeof downloadVideo;

/** What delivering a video needs. */
export interface DeliveryPorts {
  readonly client: Pick<Client, 'read'>;
  readonly downloadVideo: DownloadVideo;
  readonly workspace: string;
  readonly signal: AbortSignal;
  readonly memory: Pick<Memory, 'recordSha256'>;
  readonly releaseStore: ReleaseStore | undefined;
  readonly log: Log;
}

/** Downloads a finished video to its planned path; an expired link is read again from the task. */
async function fetchVideo(
  { taskId, videoUrl }: RenderedVideo,
  plan: PlannedVideo,
  ports: DeliveryPorts,
): Promise<VideoFile> {
  const { client, log, memory, signal, workspace } = ports;
  const { bytes, sha256 } = await ports.downloadVideo(videoUrl, {
    path: pathOf(plan, workspace),
    taskId,
    signal,
    refreshUrl: async (refreshSignal) => {
      const task = await client.read(taskId, { signal: refreshSignal });
      return task.videoUrl ?? videoUrl;
    },
  });
  await memory.recordSha256(plan.key, sha256).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    log.warning(`Could not record the checksum of ${plan.path}: ${reason}`);
  });
  return { bytes, sha256 };
}

/** Attaches a video to the release; undefined if there is none. */
async function attachVideo(
  { bytes, sha256 }: VideoFile,
  plan: PlannedVideo,
  { log, releaseStore, workspace }: Pick<DeliveryPorts, 'log' | 'releaseStore' | 'workspace'>,
): Promise<string | undefined> {
  if (releaseStore === undefined) return undefined;
  const name = basename(plan.path);
  const path = pathOf(plan, workspace);
  const label = `${callName(plan)}.mp4`;
  const { assetUrl, outcome } = await releaseStore.put({ name, path, label, bytes, sha256 });
  log.line(`Asset: ${name}, ${outcome} on ${releaseStore.description}`);
  return assetUrl;
}
