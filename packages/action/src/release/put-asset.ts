import { openAsBlob } from 'node:fs';
import type { Asset, Release } from '../github/github-api.ts';
import { GithubError } from '../github/github-error.ts';
import { persist } from '../github/persist.ts';
import { isPassingOrDamaged, readSha256 } from './asset-content.ts';
import { explainGithubError, immutableAdvice } from './explain-github-error.ts';
import { type ReleaseContext, readContents, wholeAsset } from './release-context.ts';
import { ReleaseError } from './release-error.ts';
import type { AttachResult, NewAsset } from './release-store.ts';
import { removeAsset, removeLeftovers } from './remove-asset.ts';

/**
 * Puts a file on a release. At no moment is the earlier file gone and the new one not there.
 *
 * @param planned what the release held before the video was rendered. If nothing had the name, the
 * file is sent without looking again: should someone have taken the name, GitHub refuses it.
 */
export async function putAsset(
  asset: NewAsset,
  context: ReleaseContext,
  planned?: readonly Asset[] | undefined,
): Promise<AttachResult> {
  const content = await openFile(asset);
  const names = [asset.name, temporaryName(asset)];
  let assumed = planned?.some(({ name }) => names.includes(name)) === true ? undefined : planned;
  const put = async () => {
    const assets = assumed ?? (await readContents(context));
    assumed = undefined;
    return putOnce(asset, content, assets, context);
  };
  try {
    return await persist(put, {
      clock: context.clock,
      signal: context.signal,
      // Someone took the name in between: what is there now may be the very file.
      mayPass: (error) => isPassingOrDamaged(error) || isNameTaken(error),
    });
  } catch (error) {
    throw explainGithubError(error);
  }
}

/** Whether GitHub refused a name because another asset has it. */
export function isNameTaken(error: unknown): boolean {
  return error instanceof GithubError && error.errorCodes.includes('already_exists');
}

/** GitHub takes files of less than 2 GiB. */
const maximumBytes = 2 ** 31 - 1;

async function openFile({ bytes, name, path }: NewAsset): Promise<Blob> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    throw new ReleaseError('unusable-file', `GitHub would rewrite the asset name "${name}".`);
  }
  if (bytes > maximumBytes) {
    throw new ReleaseError(
      'unusable-file',
      `${name} has ${bytes} bytes, and GitHub takes less than 2 GiB for an asset.`,
    );
  }
  // Read from the disk as it is sent, and its length is known.
  const content = await openAsBlob(path, { type: 'application/octet-stream' });
  if (content.size === bytes) return content;
  throw new ReleaseError(
    'unusable-file',
    `${name} has ${content.size} bytes on the disk in place of ${bytes}: something else writes to it.`,
  );
}

async function putOnce(
  asset: NewAsset,
  content: Blob,
  assets: readonly Asset[],
  context: ReleaseContext,
): Promise<AttachResult> {
  const { github } = context;
  const release = await context.demand();
  const earlier = wholeAsset(assets, asset.name);
  const waiting = wholeAsset(assets, temporaryName(asset));
  if (earlier !== undefined && (await isSame(earlier, asset, context))) {
    if (waiting !== undefined) await removeAsset(github, waiting);
    return { assetUrl: await label(earlier, asset, context), outcome: 'kept' };
  }
  if (release.isImmutable) {
    throw new ReleaseError('immutable', immutableAdvice(`Release ${release.tagName}`));
  }
  await removeLeftovers(github, assets, [asset.name, temporaryName(asset)]);

  const isReplacing = earlier !== undefined || waiting !== undefined;
  const name = isReplacing ? temporaryName(asset) : asset.name;
  const fresh = waiting ?? (await upload(release, { ...asset, name }, content, context));
  if (!isReplacing) return { assetUrl: fresh.assetUrl, outcome: 'uploaded' };
  if (earlier !== undefined) await removeAsset(github, earlier);
  return { assetUrl: await label(fresh, asset, context), outcome: 'replaced' };
}

/** Names the content that waits under it, so the upload is not made again. */
function temporaryName({ name, sha256 }: NewAsset): string {
  return `uploading-${sha256}-${name}`;
}

async function isSame(
  present: Asset,
  { bytes, sha256 }: NewAsset,
  context: ReleaseContext,
): Promise<boolean> {
  return present.bytes === bytes && (await readSha256(present, context)) === sha256;
}

async function upload(
  release: Release,
  asset: NewAsset,
  content: Blob,
  { github }: ReleaseContext,
): Promise<Asset> {
  const { bytes, name, sha256 } = asset;
  const contentType = name.endsWith('.mp4') ? 'video/mp4' : 'application/octet-stream';
  const fresh = await github.uploadAsset(release, { ...asset, content, contentType });
  if (fresh.isWhole && fresh.bytes === bytes && (fresh.sha256 ?? sha256) === sha256) return fresh;
  await removeAsset(github, fresh);
  throw new ReleaseError(
    'damaged',
    `${name} did not arrive whole on GitHub: ${fresh.bytes} of ${bytes} bytes. What arrived was removed again.`,
  );
}

/** Gives an asset its name and label, if it has others. */
async function label(
  present: Asset,
  { label: text, name }: NewAsset,
  { github }: ReleaseContext,
): Promise<string> {
  if (present.name === name && present.label === text) return present.assetUrl;
  const named = await github.nameAsset(present.id, { name, label: text });
  return named.assetUrl;
}
