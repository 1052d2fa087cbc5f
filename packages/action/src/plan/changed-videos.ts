import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ReleaseShelf } from '../release/release-shelf.ts';
import { isOtherVersion } from './file-name.ts';
import { pathOf } from './finished-video.ts';
import type { PlannedVideo } from './planned-video.ts';

/** Finds the videos of which another version is there, on the release or on the disk. */
export async function findChangedVideos(
  plans: readonly PlannedVideo[],
  {
    shelf,
    workspace,
  }: {
    readonly shelf: Pick<ReleaseShelf, 'listNames'> | undefined;
    readonly workspace: string;
  },
): Promise<ReadonlySet<PlannedVideo>> {
  const directories = new Set(plans.map((plan) => dirname(pathOf(plan, workspace))));
  const lists = [...directories].map((directory) => readdir(directory).catch(() => []));
  const files = (await Promise.all([...lists, shelf?.listNames() ?? []])).flat();
  const isChanged = ({ path }: PlannedVideo) =>
    files.some((file) => isOtherVersion(file, basename(path)));
  return new Set(plans.filter(isChanged));
}
