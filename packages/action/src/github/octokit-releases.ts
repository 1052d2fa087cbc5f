import type { ReleasesApi } from './github-api.ts';
import { asGithubError, GithubError } from './github-error.ts';
import { asAsset, asRelease } from './octokit-responses.ts';
import type { OctokitSession } from './octokit-session.ts';

/** The releases of a repository and their assets. */
export function releasesOf(session: OctokitSession): ReleasesApi {
  const { again, octokit, paced, paged, place } = session;
  const { repos } = octokit.rest;
  return {
    async *listReleases() {
      for await (const release of paged('Listing the releases', repos.listReleases)) {
        yield asRelease(release);
      }
    },
    async readRelease(id) {
      const { data } = await again('Reading the release', (request) =>
        repos.getRelease({ ...place, release_id: id, request }),
      );
      return asRelease(data);
    },
    async hasTag(tagName) {
      try {
        await again('Reading the tag', (request) =>
          octokit.rest.git.getRef({ ...place, ref: `tags/${tagName}`, request }),
        );
        return true;
      } catch (error) {
        if (error instanceof GithubError && error.status === 404) return false;
        throw error;
      }
    },
    async createDraftRelease(tagName) {
      const { data } = await paced('Creating the release', (request) =>
        repos.createRelease({ ...place, tag_name: tagName, name: tagName, draft: true, request }),
      );
      return asRelease(data);
    },
    async deleteRelease(id) {
      await paced('Deleting a draft', (request) =>
        repos.deleteRelease({ ...place, release_id: id, request }),
      );
    },
    async writeReleaseBody(id, body) {
      await paced('Writing the text of the release', (request) =>
        repos.updateRelease({ ...place, release_id: id, body, request }),
      );
    },
    async *listAssets(releaseId) {
      const assets = paged('Listing the assets', (page) =>
        repos.listReleaseAssets({ ...page, release_id: releaseId }),
      );
      for await (const asset of assets) yield asAsset(asset);
    },
    uploadAsset: (release, upload) => uploadAsset(session, release.uploadUrl, upload),
    async nameAsset(id, names) {
      const { data } = await paced(`Naming ${names.name}`, (request) =>
        repos.updateReleaseAsset({ ...place, asset_id: id, ...names, request }),
      );
      return asAsset(data);
    },
    async deleteAsset(id) {
      await paced('Deleting an asset', (request) =>
        repos.deleteReleaseAsset({ ...place, asset_id: id, request }),
      );
    },
    openAsset: (id, signal) => openAsset(session, id, signal),
  };
}

async function uploadAsset(
  { octokit, paced }: OctokitSession,
  uploadUrl: string,
  { content, contentType, label, name }: Parameters<ReleasesApi['uploadAsset']>[1],
): ReturnType<ReleasesApi['uploadAsset']> {
  const { data } = await paced(
    `Uploading ${name}`,
    (request) =>
      octokit.request({
        method: 'POST',
        url: uploadUrl,
        name,
        ...(label !== '' && { label }),
        // No content-length: fetch takes it from the Blob, and refuses a second one on Node 24.
        headers: { 'content-type': contentType },
        data: content,
        request: { ...request, fetch: fetchOnce(octokit) },
      }),
    uploadMilliseconds(content.size),
  );
  return asAsset(data);
}

/**
 * Fetch keeps a copy of all it sends, to send it again after a redirect: 750 MB more for an upload
 * of 700 MB, where 50 MB do. It does not if no redirect is followed and no window asks for
 * credentials; uploads need neither.
 */
function fetchOnce(octokit: OctokitSession['octokit']): typeof fetch {
  const send = octokit.request.endpoint.DEFAULTS.request?.fetch ?? fetch;
  return (url, options) => send(url, { ...options, redirect: 'error', window: null });
}

/** A minute, and time for a line of 1 Mbit/s. */
function uploadMilliseconds(bytes: number): number {
  return 60_000 + Math.ceil(bytes / 125);
}

async function openAsset(
  { again, octokit, place }: OctokitSession,
  id: number,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const what = 'Reading an asset';
  const response = await again(what, () =>
    octokit.request('GET /repos/{owner}/{repo}/releases/assets/{asset_id}', {
      ...place,
      asset_id: id,
      headers: { accept: 'application/octet-stream' },
      request: { signal, parseSuccessResponseBody: false },
    }),
  );
  const content: unknown = response.data;
  if (content instanceof ReadableStream) return content;
  throw asGithubError(what, new Error('The response has no content.'));
}
