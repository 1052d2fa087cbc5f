import type { Client } from '@kling-automation/core';
import type { IBinaryData, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { storeVideo } from '../host/media/store-video.ts';

/** The finished video to fetch, and what its item wants to call it. */
export interface FetchOptions {
  readonly client: Pick<Client, 'read'>;
  readonly taskId: string;
  readonly videoUrl: string;
  readonly fileName: string;
  readonly maxDownloadMegabytes: number;
  readonly signal: AbortSignal | undefined;
}

/** Fetches a finished video into n8n's binary store; an expired link is renewed. */
export function fetchVideo(
  context: Pick<IExecuteFunctions | IWebhookFunctions, 'helpers'>,
  options: FetchOptions,
): Promise<IBinaryData> {
  const { client, fileName, maxDownloadMegabytes, signal, taskId, videoUrl } = options;
  return storeVideo(context, videoUrl, {
    taskId,
    fileName,
    signal,
    maximumBytes: maxDownloadMegabytes * 1024 * 1024,
    refreshUrl: async () => (await client.read(taskId, { signal })).videoUrl,
  });
}

/** Reads the binary field and the file name that an item asks for. */
export function readTarget(
  context: Pick<IExecuteFunctions, 'getNodeParameter'>,
  itemIndex: number,
): { readonly field: string; readonly fileName: string } {
  const field = context.getNodeParameter('options.outputField', itemIndex, 'data');
  const fileName = context.getNodeParameter('options.fileName', itemIndex, '');
  return { field: String(field || 'data').trim(), fileName: String(fileName ?? '').trim() };
}
