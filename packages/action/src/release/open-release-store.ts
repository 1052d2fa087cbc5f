import type { Clock } from '@kling-automation/core';
import type { Asset, Release, ReleasesApi } from '../github/github-api.ts';
import { GithubError } from '../github/github-error.ts';
import { persist } from '../github/persist.ts';
import { downloadAsset } from './asset-content.ts';
import { claimName, readAssetText } from './claim-name.ts';
import { explainGithubError, immutableAdvice } from './explain-github-error.ts';
import {
  chooseRelease,
  createDraft,
  findByTag,
  type GitRef,
  type ReleaseEvent,
} from './find-release.ts';
import { putAsset } from './put-asset.ts';
import { type ReleaseContext, readContents, wholeAsset } from './release-context.ts';
import { ReleaseError } from './release-error.ts';
import type { ReleaseStore, StoredAsset } from './release-store.ts';

/** Which release, and how to reach it. */
export interface ReleaseStoreOptions {
  /** The input `release`: `auto`, a tag, or empty. */
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
 * pushed; else that of the tag given. Changes nothing: a release that is not there yet is made, as
 * a draft, by the first `put` or `claim`.
 *
 * @returns undefined if there is no release to use.
 * @throws {ReleaseError} when the token does not let us look.
 */
export async function openReleaseStore(
  options: ReleaseStoreOptions,
): Promise<ReleaseStore | undefined> {
  const { github, input } = options;
  const choice = chooseRelease(input, options);
  try {
    switch (choice.kind) {
      case 'none':
        return undefined;
      case 'event':
        return createStore(await readEventRelease(github, choice.id), '', options);
      case 'tag': {
        const release = await findByTag(github, choice.tagName);
        if (release === undefined && !choice.isNamed) return undefined;
        return createStore(release, choice.tagName, options);
      }
    }
  } catch (error) {
    throw explainGithubError(error);
  }
}

async function readEventRelease(github: ReleasesApi, id: number): Promise<Release> {
  try {
    return await github.readRelease(id);
  } catch (error) {
    if (!(error instanceof GithubError && error.status === 404)) throw error;
    const what = `The release of this event (${id}) cannot be found.`;
    const advice =
      'It was deleted, or it is a draft and the job lacks the permission contents: write.';
    throw new ReleaseError('no-such-release', `${what} ${advice}`, { cause: error });
  }
}

function createStore(
  found: Release | undefined,
  tagName: string,
  options: ReleaseStoreOptions,
): ReleaseStore {
  const context = createContext(found, tagName, options);
  const contents = async () => {
    try {
      return await readContents(context);
    } catch (error) {
      throw explainGithubError(error);
    }
  };
  const find = async (name: string): Promise<Asset | undefined> =>
    wholeAsset(await contents(), name);
  return {
    description: describeRelease(found, tagName),
    obstacle: found?.isImmutable ? immutableAdvice(`Release ${found.tagName}`) : undefined,
    listNames: async () => (await contents()).map(({ name }) => name),
    async find(name) {
      const asset = await find(name);
      return asset && storedAsset(asset, context);
    },
    put: (asset) => putAsset(asset, context),
    async readText(name) {
      const asset = await find(name);
      return asset && (await readAssetText(asset, context));
    },
    claim: (name, text) => claimName(name, text, context),
  };
}

function createContext(
  found: Release | undefined,
  tagName: string,
  { clock, github, signal }: ReleaseStoreOptions,
): ReleaseContext {
  let release = found;
  let making: Promise<Release> | undefined;
  const make = async () => {
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
    known: () => release,
    async demand() {
      release ??= await make();
      return release;
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

function describeRelease(release: Release | undefined, tagName: string): string {
  if (release === undefined) return `release ${tagName} (to be made, as a draft)`;
  return `release ${release.tagName}${release.isDraft ? ' (draft)' : ''}`;
}
