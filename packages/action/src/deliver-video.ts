import { basename } from 'node:path';
import type { Client, RenderedVideo } from '@kling-automation/core';
import type { downloadVideo } from '@kling-automation/core/node';
import { pathOf } from './kept-video.ts';
import type { LedgerBook } from './ledger/ledger-book.ts';
import type { KeptFile } from './ledger/ledger-page.ts';
import type { Log } from './log.ts';
import type { PlannedVideo } from './plan.ts';
import type { ReleaseShelf } from './release/release-shelf.ts';
import { callName } from './video-name.ts';

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
