import type { Clock } from '@kling-automation/core';
import { callName } from '../plan/planned-video.ts';
import type { ReleaseStore } from '../release/release-store.ts';
import type { VideoResult } from '../report/video-result.ts';
import type { Log } from '../runner/log.ts';
import { withinLimit } from '../runner/within-limit.ts';

/** The videos are there already, so a GitHub that does not respond holds nothing up. */
const longestMilliseconds = 30_000;

/** Lists what is on the release in its text; the videos are there all the same if that fails. */
export async function listOnRelease(
  results: readonly VideoResult[],
  ports: {
    readonly clock: Clock;
    readonly log: Log;
    readonly releaseStore: ReleaseStore | undefined;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { log, releaseStore } = ports;
  if (releaseStore === undefined) return;
  const videos = results.flatMap(({ assetUrl, plan }) =>
    assetUrl === undefined
      ? []
      : [{ name: callName(plan), seconds: plan.request.duration, assetUrl }],
  );
  try {
    const limit = { ...ports, milliseconds: longestMilliseconds };
    const isChanged = await withinLimit(() => releaseStore.list(videos), limit);
    if (isChanged) log.line(`Text: the videos are listed on ${releaseStore.description}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warning(`The videos could not be listed in the text of the release: ${reason}`);
  }
}
