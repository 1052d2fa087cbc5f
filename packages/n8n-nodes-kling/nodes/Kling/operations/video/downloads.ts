import type { Client } from '@kling-automation/core';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { cancelSignal } from '../../host/cancellation.ts';
import { createLimit } from '../../host/limit.ts';
import type { VideoItem } from '../../request/video-items.ts';
import type { RunSettings } from '../../settings.ts';
import { fetchVideo, readTarget } from '../fetch-video.ts';
import type { FetchedOutcome, Outcome } from './outcome.ts';

/** The downloads of a run: each starts when its video is ready, not when the last one is. */
export interface Downloads {
  start(
    client: Client,
    item: VideoItem,
    task: { readonly id: string; readonly videoUrl: string },
  ): void;
  /** Waits for the download of an item, if there is one. */
  finish(item: VideoItem, outcome: Outcome): Promise<FetchedOutcome>;
}

/** Starts with none; at most as many run at once as the run has concurrency. */
export function createDownloads(
  context: IExecuteFunctions,
  { concurrency, download, maxDownloadMegabytes }: RunSettings,
): Downloads {
  const limit = createLimit(concurrency);
  const signal = cancelSignal(context);
  const started = new Map<number, Promise<{ data: IBinaryData } | { error: unknown }>>();

  return {
    start(client, { itemIndex }, { id: taskId, videoUrl }) {
      if (!download) return;
      const { fileName } = readTarget(context, itemIndex);
      const options = { client, taskId, videoUrl, fileName, maxDownloadMegabytes, signal };
      const fetching = limit(() => fetchVideo(context, options)).then(
        (data) => ({ data }),
        (error: unknown) => ({ error }),
      );
      started.set(itemIndex, fetching);
    },

    async finish({ itemIndex }, outcome) {
      const fetched = await started.get(itemIndex);
      if (outcome.kind !== 'finished' || fetched === undefined) return outcome;
      if ('error' in fetched) return { kind: 'failed', error: fetched.error };
      const { field } = readTarget(context, itemIndex);
      return { ...outcome, binary: { field, data: fetched.data } };
    },
  };
}
