import type { Asset, ReleasesApi } from '../github/github-api.ts';
import { GithubError } from '../github/github-error.ts';

/** Deletes an asset; one that is gone already is as good. */
export async function removeAsset(github: ReleasesApi, { id }: Asset): Promise<void> {
  try {
    await github.deleteAsset(id);
  } catch (error) {
    if (!(error instanceof GithubError && error.status === 404)) throw error;
  }
}

/** Deletes what is left of uploads under these names that were cut off: nobody can use it. */
export async function removeLeftovers(
  github: ReleasesApi,
  assets: readonly Asset[],
  names: readonly string[],
): Promise<void> {
  const leftovers = assets.filter(({ isWhole, name }) => !isWhole && names.includes(name));
  for (const leftover of leftovers) await removeAsset(github, leftover);
}
