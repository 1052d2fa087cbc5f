import { DeadlineExceededError } from '@kling-automation/core';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { cancelSignal } from '../../host/cancellation.ts';
import type { Api } from '../../host/network/api.ts';
import { nextStep, rawJson, taskJson } from '../../output/video-json.ts';
import { withBinary } from '../../output/with-binary.ts';
import { type RunSettings, readRunSettings } from '../../settings.ts';
import { fetchVideo, readTarget } from '../fetch-video.ts';
import type { Operation } from '../operation.ts';
import { forEachTask } from './for-each-task.ts';
import { waitForTask } from './wait-for-task.ts';

/** Task > Wait: waits for tasks that were submitted before; costs nothing. */
export const wait = {
  name: 'Wait',
  action: 'Wait for task',
  description: 'Wait until the video of a task is ready; costs nothing',
  execute: waitForTasks,
} satisfies Operation;

async function waitForTasks(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
  const settings = readRunSettings(context);
  return forEachTask(context, settings, (api, taskId, itemIndex) =>
    waitForOne(context, api, { ...settings, taskId, itemIndex }),
  );
}

async function waitForOne(
  context: IExecuteFunctions,
  api: Api,
  options: RunSettings & { readonly taskId: string; readonly itemIndex: number },
): Promise<INodeExecutionData> {
  const { deadlineSeconds, itemIndex, onTimeout, targetLagSeconds, taskId } = options;
  const signal = cancelSignal(context);
  const pairedItem = { item: itemIndex };
  const waiting = waitForTask(api, taskId, { deadlineSeconds, targetLagSeconds, signal });
  const task = await waiting.catch((error: unknown) => {
    if (error instanceof DeadlineExceededError && onTimeout === 'returnStatus') return error;
    throw error;
  });
  if (task instanceof DeadlineExceededError) {
    const json = { taskId, status: 'running', videoUrl: null, next: nextStep(taskId) };
    return { json, pairedItem };
  }
  const json = options.output === 'raw' ? rawJson(task, taskId) : taskJson(task, taskId);
  if (!options.download) return { json, pairedItem };

  const { field, fileName } = readTarget(context, itemIndex);
  const { maxDownloadMegabytes } = options;
  const { videoUrl } = task;
  const file = { client: api.client, taskId, videoUrl, fileName, maxDownloadMegabytes, signal };
  return withBinary({ json, pairedItem }, field, await fetchVideo(context, file));
}
