import { taskFailure, UnexpectedResponseError } from '@kling-automation/core';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { cancelSignal } from '../../host/cancellation.ts';
import { isTool } from '../../host/tool.ts';
import { rawJson, taskJson } from '../../output/video-json.ts';
import { withBinary } from '../../output/with-binary.ts';
import { readRunSettings } from '../../settings.ts';
import { fetchVideo, readTarget } from '../fetch-video.ts';
import type { Operation } from '../operation.ts';
import { forEachTask } from './for-each-task.ts';

/** Task > Download: fetches the video of a finished task; an agent gets its link instead. */
export const download = {
  name: 'Download',
  action: 'Download video of task',
  description: 'Download the finished video of a task',
  execute: downloadVideos,
} satisfies Operation;

async function downloadVideos(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
  const settings = readRunSettings(context);
  const signal = cancelSignal(context);
  return forEachTask(context, settings, async ({ client }, taskId, itemIndex) => {
    const task = await client.read(taskId, { signal });
    const failure = taskFailure(task, taskId);
    if (failure !== undefined) throw failure;
    const { status, videoUrl } = task;
    if (videoUrl === undefined) {
      const what = `Task ${taskId} has no video yet. Use Task > Wait first.`;
      throw new UnexpectedResponseError({ what, excerpt: status, taskId });
    }
    const json = settings.output === 'raw' ? rawJson(task, taskId) : taskJson(task, taskId);
    const item = { json, pairedItem: { item: itemIndex } };
    if (isTool(context)) return item;

    const { field, fileName } = readTarget(context, itemIndex);
    const { maxDownloadMegabytes } = settings;
    const file = { client, taskId, videoUrl, fileName, maxDownloadMegabytes, signal };
    return withBinary(item, field, await fetchVideo(context, file));
  });
}
