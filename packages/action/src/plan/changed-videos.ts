import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ReleaseStore } from '../release/release-store.ts';
import { isOtherVersion } from './file-name.ts';
import { pathOf } from './finished-video.ts';
import type { PlannedVideo } from './planned-video.ts';

/** Finds those of new videos of which another version is there, on the release or on the disk. */
export async function findChangedVideos(
  plans: readonly PlannedVideo[],
  {
    releaseStore,
    workspace,
  }: {
    readonly releaseStore: Pick<ReleaseStore, 'listNames'> | undefined;
    readonly workspace: string;
  },
): Promise<ReadonlySet<PlannedVideo>> {
  const directories = new Set(plans.map((plan) => dirname(pathOf(plan, workspace))));
  const lists = [...directories].map((directory) => readdir(directory).catch(() => []));
  const files = (await Promise.all([...lists, releaseStore?.listNames() ?? []])).flat();
  const isChanged = ({ isStableFile, path }: PlannedVideo) =>
    files.some((file) =>
      isStableFile ? file === basename(path) : isOtherVersion(file, basename(path)),
    );
  return new Set(plans.filter(isChanged));
}
