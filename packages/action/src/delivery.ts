import type { RenderResult } from '@kling-automation/core';
import { StillRunning } from './collecting-client.ts';
import { type DeliveryPorts, fetchVideo, shelveVideo } from './deliver-video.ts';
import { bringVideo } from './kept-video.ts';
import type { PlannedVideo } from './plan.ts';
import type { Report } from './report.ts';
import type { StockedVideo } from './take-stock.ts';

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
