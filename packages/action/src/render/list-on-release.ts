import { callName } from '../plan/planned-video.ts';
import type { ReleaseStore } from '../release/release-store.ts';
import type { VideoResult } from '../report/video-result.ts';
import type { Log } from '../runner/log.ts';

/** Lists what is on the release in its text; the videos are there all the same if that fails. */
export async function listOnRelease(
  results: readonly VideoResult[],
  { log, releaseStore }: { readonly log: Log; readonly releaseStore: ReleaseStore | undefined },
): Promise<void> {
  const videos = results.flatMap(({ assetUrl, plan }) =>
    assetUrl === undefined
      ? []
      : [{ name: callName(plan), seconds: plan.request.duration, assetUrl }],
  );
  try {
    const isChanged = await releaseStore?.list(videos);
    if (isChanged === true) log.line(`Text: the videos are listed on ${releaseStore?.description}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warning(`The videos could not be listed in the text of the release: ${reason}`);
  }
}
