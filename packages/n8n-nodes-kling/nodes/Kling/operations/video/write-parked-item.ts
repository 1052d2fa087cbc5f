import {
  type Client,
  type Task,
  TaskFailedError,
  type VideoApiError,
} from '@kling-automation/core';
import type { IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { failedItem } from '../../output/failed-item.ts';
import { withBinary } from '../../output/video-item.ts';
import { priceJson, rawJson, requestJson, taskJson } from '../../output/video-json.ts';
import { fetchVideo } from '../fetch-video.ts';
import type { ParkedItem, ParkedVideo } from './parked-video.ts';

/** A parked item and what has become of its task. */
interface ParkedResult {
  readonly client: Client;
  readonly item: ParkedItem;
  readonly task: Task | undefined;
}

/**
 * Writes the item of a parked video. n8n lets no parked node fail, so a failed video comes out as
 * its facts, as with Continue On Fail.
 */
export async function writeParkedItem(
  context: IWebhookFunctions,
  { client, item, task }: ParkedResult,
): Promise<INodeExecutionData> {
  const { itemIndex, json, video } = item;
  const pairedItem = { item: itemIndex };
  if (video === undefined || task === undefined) return { json, pairedItem };
  const { taskId } = video;
  if (task.videoUrl === undefined) return failedItem(context, failureOf(task, taskId), itemIndex);

  const written = { json: videoJson(task, video), pairedItem };
  if (!video.download) return written;
  const { fileName, maxDownloadMegabytes } = video;
  const options = { client, taskId, videoUrl: task.videoUrl, fileName, maxDownloadMegabytes };
  return fetchVideo(context, { ...options, signal: undefined }).then(
    (binary) => withBinary(written, video.field, binary),
    (error: unknown) => failedItem(context, error, itemIndex),
  );
}

function videoJson(task: Task, video: ParkedVideo): IDataObject {
  if (video.output === 'raw') return rawJson(task, video.taskId);
  return {
    ...taskJson(task, video.taskId),
    ...priceJson(task.credits ?? video.credits, video.usdPerCredit),
    ...requestJson(video.request),
    origin: 'rendered',
  };
}

function failureOf({ fault, status }: Task, taskId: string): VideoApiError {
  return new TaskFailedError({
    taskId,
    status: status === 'cancelled' ? 'cancelled' : 'failed',
    reason: 'other',
    apiCode: fault?.code,
    apiMessage: fault?.message,
  });
}
