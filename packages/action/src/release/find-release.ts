import type { Release, ReleasesApi } from '../github/github-api.ts';
import { GithubError } from '../github/github-error.ts';
import type { HostEvent } from '../runner/host.ts';

/** The branch or tag a run is about. */
export interface GitRef {
  /** Such as `v1.2.0` or `main`. */
  readonly name: string;
  readonly type: 'branch' | 'tag' | '';
}

/** What started the run, as far as it can lead to a release. */
export type ReleaseEvent = Pick<HostEvent, 'name' | 'payload'>;

/** Which release the input `release` means. */
export type ReleaseChoice =
  /** `auto` in a run for no release and no tag. */
  | { readonly kind: 'none' }
  | { readonly kind: 'event'; readonly id: number }
  /** A tag's release; created if there is none, but only if the workflow names the tag. */
  | { readonly kind: 'tag'; readonly tagName: string; readonly isNamed: boolean };

/** Reads the input: `auto`, or a tag. Sends nothing. */
export function chooseRelease(
  input: string,
  { event, ref }: { readonly event: ReleaseEvent; readonly ref: GitRef },
): ReleaseChoice {
  if (input !== 'auto') return { kind: 'tag', tagName: input, isNamed: true };
  const id = releaseId(event.payload);
  if (event.name === 'release' && id !== undefined) return { kind: 'event', id };
  if (ref.type === 'tag') return { kind: 'tag', tagName: ref.name, isNamed: false };
  return { kind: 'none' };
}

/**
 * Looks through the list, because asking for a tag's release leaves out drafts. Of several drafts it
 * is the oldest: all runs agree on it.
 */
export async function findByTag(
  github: Pick<ReleasesApi, 'listReleases'>,
  tagName: string,
): Promise<Release | undefined> {
  let oldest: Release | undefined;
  for await (const release of github.listReleases()) {
    if (release.tagName !== tagName) continue;
    if (!release.isDraft) return release;
    if (oldest === undefined || release.id < oldest.id) oldest = release;
  }
  return oldest;
}

/** The tags of the newest releases. */
export async function newestTags(
  github: Pick<ReleasesApi, 'listReleases'>,
): Promise<readonly string[]> {
  const tags: string[] = [];
  for await (const { tagName } of github.listReleases()) {
    tags.push(tagName);
    if (tags.length === 10) break;
  }
  return tags;
}

/** Makes a draft, and gives way to an older one that another run has made in the meantime. */
export async function createDraft(github: ReleasesApi, tagName: string): Promise<Release> {
  const earlier = await findByTag(github, tagName);
  if (earlier !== undefined) return earlier;
  try {
    const created = await github.createDraftRelease(tagName);
    const agreed = (await findByTag(github, tagName)) ?? created;
    // GitHub allows two drafts of a tag; ours is empty yet.
    if (agreed.id !== created.id) await github.deleteRelease(created.id);
    return agreed;
  } catch (error) {
    // Refused if the tag has a published release by now.
    const found = isRefused(error) ? await findByTag(github, tagName) : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof GithubError && error.status === 422;
}

function releaseId(payload: unknown): number | undefined {
  if (typeof payload !== 'object' || payload === null || !('release' in payload)) return undefined;
  const { release } = payload;
  if (typeof release !== 'object' || release === null || !('id' in release)) return undefined;
  return typeof release.id === 'number' ? release.id : undefined;
}
