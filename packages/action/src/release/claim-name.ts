import type { Asset } from '../github/github-api.ts';
import { isPassing, persist } from '../github/persist.ts';
import { explainGithubError } from './explain-github-error.ts';
import { isNameTaken } from './put-asset.ts';
import { type ReleaseContext, readContents, wholeAsset } from './release-context.ts';
import { removeLeftovers } from './remove-asset.ts';

/**
 * Creates a small asset that only one of many can create: GitHub refuses a second one of the name.
 *
 * @returns whether the asset there is this run's own, also if the response to its attempt was lost.
 */
export async function claimName(
  name: string,
  text: string,
  context: ReleaseContext,
): Promise<boolean> {
  const { clock, github, signal } = context;
  const claim = async () => {
    const release = await context.demand();
    const assets = await readContents(context);
    const present = wholeAsset(assets, name);
    if (present !== undefined) return (await readAssetText(present, context)) === text;
    await removeLeftovers(github, assets, [name]);
    const content = new Blob([text]);
    const mine = await github.uploadAsset(release, {
      name,
      label: '',
      contentType: 'application/octet-stream',
      content,
    });
    // Another run may have taken an upload under way for a leftover, and removed it.
    return wholeAsset(await readContents(context), name)?.id === mine.id;
  };
  try {
    const mayPass = (error: unknown) => isPassing(error) || isNameTaken(error);
    return await persist(claim, { clock, signal, mayPass });
  } catch (error) {
    throw explainGithubError(error);
  }
}

/** What the Action writes is far smaller; a larger asset is someone else's. */
const maximumTextBytes = 1_000_000;

/** Reads a text; undefined if the asset is too large to be one of the Action's. */
export async function readAssetText(
  { bytes, id }: Asset,
  { github, signal }: ReleaseContext,
): Promise<string | undefined> {
  if (bytes > maximumTextBytes) return undefined;
  return await new Response(await github.openAsset(id, signal)).text();
}
