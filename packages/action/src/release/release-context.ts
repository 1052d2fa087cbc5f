import type { Clock } from '@kling-automation/core';
import type { Asset, Release, ReleasesApi } from '../github/github-api.ts';

/** What all the work on one release shares. */
export interface ReleaseContext {
  readonly github: ReleasesApi;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Undefined while there is none yet. */
  known(): Release | undefined;
  /** The release; made, as a draft, if there is none yet. */
  demand(): Promise<Release>;
}

/** Reads what the release holds now, whole or not; nothing if there is none yet. */
export async function readContents({ github, known }: ReleaseContext): Promise<readonly Asset[]> {
  const release = known();
  if (release === undefined) return [];
  const assets: Asset[] = [];
  for await (const asset of github.listAssets(release.id)) assets.push(asset);
  return assets;
}

/** Finds the whole asset of that name. */
export function wholeAsset(assets: readonly Asset[], name: string): Asset | undefined {
  return assets.find((asset) => asset.name === name && asset.isWhole);
}

/** Finds a whole asset of that content. */
export function wholeAssetOf(
  assets: readonly Asset[],
  sha256: string | undefined,
): Asset | undefined {
  return assets.find((asset) => asset.isWhole && sha256 !== undefined && asset.sha256 === sha256);
}
