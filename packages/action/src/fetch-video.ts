import { isAbsolute, join } from 'node:path';
import type { Client, RenderedVideo } from '@kling-automation/core';
import type { downloadVideo } from '@kling-automation/core/node';
import type { PlannedVideo } from './plan.ts';

export type DownloadVideo = typeof downloadVideo;

/** Downloads a finished video to its planned path; an expired link is read anew from the task. */
export async function fetchVideo(
  { taskId, videoUrl }: RenderedVideo,
  { path }: PlannedVideo,
  ports: {
    readonly client: Pick<Client, 'read'>;
    readonly downloadVideo: DownloadVideo;
    readonly workspace: string;
    readonly signal: AbortSignal;
  },
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const { client, downloadVideo, signal, workspace } = ports;
  const { bytes, sha256 } = await downloadVideo(videoUrl, {
    path: isAbsolute(path) ? path : join(workspace, path),
    taskId,
    signal,
    refreshUrl: async (refreshSignal) => {
      const task = await client.read(taskId, { signal: refreshSignal });
      return task.videoUrl ?? videoUrl;
    },
  });
  return { bytes, sha256 };
}
