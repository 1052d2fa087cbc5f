import type { Clock } from '@kling-automation/core';
import type { Asset, Release, ReleasesApi } from '../github/github-api.ts';
import { GithubError } from '../github/github-error.ts';
import { persist } from '../github/persist.ts';
import { downloadAsset } from './asset-content.ts';
import { explainGithubError, immutableAdvice } from './explain-github-error.ts';
import {
  chooseRelease,
  createDraft,
  findByTag,
  type GitRef,
  newestTags,
  type ReleaseEvent,
} from './find-release.ts';
import { listVideos } from './list-videos.ts';
import {
  noReleaseOfEvent,
  noReleaseOfPushedTag,
  noReleaseOfRun,
  noSuchTag,
} from './missing-release.ts';
import { putAsset } from './put-asset.ts';
import { type ReleaseContext, readContents, wholeAsset, wholeAssetOf } from './release-context.ts';
import { ReleaseError } from './release-error.ts';
import type { ReleaseStore, ReleaseTexts, StoredAsset } from './release-store.ts';

/** Which release, and how to reach it. */
export interface ReleaseStoreOptions {
  /** The input `release`: `auto`, or a tag. */
  readonly input: string;
  readonly event: ReleaseEvent;
  readonly ref: GitRef;
  readonly github: ReleasesApi;
  readonly clock: Clock;
  /** Ends whatever is under way; its reason is thrown untouched. */
  readonly signal: AbortSignal;
}

/**
 * Finds the release that the input means: with `auto` the event's, or the tag's when a tag was
 * pushed; else that of the tag given. Changes nothing: the release of a tag that has none is
 * created, as a draft, by the first `put`. A release that cannot be found is an obstacle.
 *
 * @throws {ReleaseError} when GitHub does not show the releases.
 */
export async function openReleaseStore(options: ReleaseStoreOptions): Promise<ReleaseStore> {
  try {
    const found = await findRelease(options);
    return createStore(found, options);
  } catch (error) {
    throw explainGithubError(error);
  }
}

/** What there is to attach to. */
type Found =
  | { readonly release: Release }
  /** The tag has no release yet. */
  | { readonly tagName: string }
  | { readonly missing: ReleaseError };

async function findRelease(options: ReleaseStoreOptions): Promise<Found> {
  const { github, input } = options;
  const choice = chooseRelease(input, options);
  if (choice.kind === 'none') return { missing: noReleaseOfRun() };
  if (choice.kind === 'event') return readEventRelease(github, choice.id);
  const { isNamed, tagName } = choice;
  const release = await findByTag(github, tagName);
  if (release !== undefined) return { release };
  if (!isNamed) return { missing: noReleaseOfPushedTag(tagName) };
  if (await github.hasTag(tagName)) return { tagName };
  return { missing: noSuchTag(tagName, await newestTags(github)) };
}

async function readEventRelease(github: ReleasesApi, id: number): Promise<Found> {
  try {
    return { release: await github.readRelease(id) };
  } catch (error) {
    if (!(error instanceof GithubError && error.status === 404)) throw error;
    return { missing: noReleaseOfEvent(id) };
  }
}

function createStore(found: Found, options: ReleaseStoreOptions): ReleaseStore {
  const context = createContext(found, options);
  let reading: Promise<readonly Asset[]> | undefined;
  /** All videos look for what is there at the same time, before anything is put there. */
  const contents = async () => {
    reading ??= readContents(context);
    try {
      return await reading;
    } catch (error) {
      reading = undefined;
      throw explainGithubError(error);
    }
  };
  return {
    get description() {
      const release = context.known();
      return describeRelease(release === undefined ? found : { release });
    },
    texts: textsOf(found),
    obstacle: obstacleOf(found),
    listNames: async () => (await contents()).map(({ name }) => name),
    async find(name, sha256) {
      const assets = await contents();
      const named = wholeAsset(assets, name);
      const isSame = sha256 === undefined || named?.sha256 === sha256;
      const asset = isSame ? named : (wholeAssetOf(assets, sha256) ?? named);
      return asset && storedAsset(asset, context);
    },
    put: async (asset) => putAsset(asset, context, await reading?.catch(() => undefined)),
    list: (videos) => listVideos(videos, context),
  };
}

function createContext(
  found: Found,
  { clock, github, signal }: ReleaseStoreOptions,
): ReleaseContext {
  let created: Release | undefined;
  let making: Promise<Release> | undefined;
  const make = async (tagName: string) => {
    // Several videos may ask at the same time: all get the same draft.
    making ??= persist(() => createDraft(github, tagName), { clock, signal });
    try {
      return await making;
    } finally {
      making = undefined;
    }
  };
  return {
    github,
    clock,
    signal,
    known: () => ('release' in found ? found.release : created),
    async demand() {
      if ('missing' in found) throw found.missing;
      if ('release' in found) return found.release;
      created ??= await make(found.tagName);
      return created;
    },
  };
}

function storedAsset(asset: Asset, context: ReleaseContext): StoredAsset {
  const { assetUrl, bytes, name, sha256 } = asset;
  return {
    name,
    assetUrl,
    bytes,
    sha256,
    download(path, signal) {
      const both = AbortSignal.any([context.signal, signal]);
      return downloadAsset(asset, path, { ...context, signal: both });
    },
  };
}

function describeRelease(found: Found): string {
  if ('missing' in found) return 'none';
  if ('tagName' in found) return `release ${found.tagName} (to be created as a draft)`;
  const { isDraft, tagName } = found.release;
  return `release ${tagName}${isDraft ? ' (draft)' : ''}`;
}

function textsOf(found: Found): ReleaseTexts | undefined {
  if ('release' in found) return found.release;
  return 'tagName' in found ? { tagName: found.tagName, name: '', body: '' } : undefined;
}

function obstacleOf(found: Found): ReleaseError | undefined {
  if ('missing' in found) return found.missing;
  if (!('release' in found) || !found.release.isImmutable) return undefined;
  return new ReleaseError('immutable', immutableAdvice(`Release ${found.release.tagName}`));
}
