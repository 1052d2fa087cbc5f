import { type LoopbackServer, startLoopbackServer } from '../testing/loopback-server.ts';
import { createAssetStore } from './asset-store.ts';
import { correctReleaseFields } from './correct-release-fields.ts';
import { startEmulatedGithub } from './emulated-github.ts';
import { createGitObjects, type GitObjects } from './git/git-objects.ts';
import { createGitRefs, type GitRefs } from './git/git-refs.ts';
import { createGitRoute } from './git/git-route.ts';
import { createGithubBackend } from './github-backend.ts';
import { createGithubProxy } from './github-proxy.ts';
import type { InjectedFailure } from './injected-failures.ts';
import { createRateLimit } from './rate-limit.ts';
import type { RecordedGithubRequest } from './recorded-request.ts';
import { createReleaseAssetRoute } from './release-asset-route.ts';

export interface GithubDoubleOptions {
  /** Puts the API below `/api/v3`, as a GitHub Enterprise Server does. @default false */
  readonly isEnterprise?: boolean | undefined;
  /** Whether published releases are immutable. @default false */
  readonly locksReleases?: boolean | undefined;
  /** Whether the token may only read. @default false */
  readonly isReadOnly?: boolean | undefined;
  /** Whether the token may read what is in the repository. @default true */
  readonly canReadContents?: boolean | undefined;
  /** How many references a response lists. @default all */
  readonly refsPerPage?: number | undefined;
  /** @default 1000, which is what the token of a job has */
  readonly requestsPerHour?: number | undefined;
  /** Whether assets have a digest, as they have since June 2025. @default true */
  readonly withDigests?: boolean | undefined;
  readonly failures?: readonly InjectedFailure[] | undefined;
}

/** GitHub on loopback: emulate, and routes for what emulate lacks. */
export interface GithubDouble {
  readonly apiUrl: string;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly requests: readonly RecordedGithubRequest[];
  /** The git references of the repository, and a commit that new ones may point at. */
  readonly git: Pick<GitRefs, 'create' | 'list' | 'remove'> & { readonly commit: string };
  /** Sends a request as an administrator, past all failures; the path is below the repository. */
  request(method: string, path: string, content?: object): Promise<unknown>;
  /** Creates a release, published unless it is to be a draft. */
  createRelease(facts: {
    readonly tag_name: string;
    readonly name?: string | undefined;
    readonly body?: string | undefined;
    readonly draft?: boolean;
  }): Promise<{ readonly id: number }>;
  /** Adds an asset as someone else would; if it is cut off, it is a starter. */
  addAsset(
    releaseId: number,
    asset: { readonly name: string; readonly content: string; readonly isCutOff?: boolean },
  ): Promise<void>;
  /** Deletes an asset as someone else would. */
  deleteAsset(releaseId: number, name: string): Promise<void>;
  /** The MP4s of a release, with what shows whether they are whole. */
  videos(
    releaseId: number,
  ): Promise<readonly { readonly state: string; readonly digest: string }[]>;
  fail(...failures: readonly InjectedFailure[]): void;
  /** See {@link LoopbackServer.holdNext}. */
  readonly holdNext: LoopbackServer['holdNext'];
  /** See {@link LoopbackServer.holdNextResponse}. */
  readonly holdNextResponse: LoopbackServer['holdNextResponse'];
  close(): Promise<void>;
}

interface AssetFacts {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  readonly digest: string;
}

const token = 'ghs_5ecretOfTheJob';
const repository = { owner: 'octo-org', name: 'demo' };

export async function startGithubDouble(options: GithubDoubleOptions = {}): Promise<GithubDouble> {
  const { isEnterprise = false, isReadOnly = false, locksReleases = false } = options;
  const server = await startLoopbackServer();
  const apiUrl = isEnterprise ? `${server.url}/api/v3` : server.url;
  const uploadsUrl = `${server.url}${isEnterprise ? '/api' : ''}/uploads`;
  const emulated = await startEmulatedGithub({ baseUrl: apiUrl, token, ...repository });
  const assets = createAssetStore(options.withDigests ?? true);
  const releaseAssets = createReleaseAssetRoute({
    emulated,
    assets,
    baseUrl: server.url,
    locksReleases,
  });
  const objects = createGitObjects();
  const refs = createGitRefs();
  const commit = addFirstCommit(objects);
  refs.create('refs/heads/main', commit);
  const { refsPerPage = Number.POSITIVE_INFINITY, requestsPerHour = 1000 } = options;
  const backend = createGithubBackend({
    routes: [releaseAssets, createGitRoute({ objects, refs, baseUrl: apiUrl, refsPerPage })],
    emulated,
    correct: (body) => correctReleaseFields(body, { assets, apiUrl, uploadsUrl, locksReleases }),
  });
  const proxy = createGithubProxy({
    backend,
    releaseAssets,
    rateLimit: createRateLimit(requestsPerHour),
    token: { isReadOnly, canReadContents: options.canReadContents ?? true },
  });
  proxy.failures.add(...(options.failures ?? []));
  server.respondWith(proxy.respond);

  const request: GithubDouble['request'] = async (method, path, content) => {
    const { body } = await backend(asAdministrator(method, path, content));
    return body;
  };
  const listAssets = async (releaseId: number): Promise<readonly AssetFacts[]> =>
    JSON.parse(JSON.stringify(await request('GET', `/releases/${releaseId}/assets?per_page=100`)));
  return {
    apiUrl,
    token,
    repository: `${repository.owner}/${repository.name}`,
    requests: proxy.requests,
    git: { ...refs, commit },
    fail: proxy.failures.add,
    holdNext: server.holdNext,
    holdNextResponse: server.holdNextResponse,
    request,
    createRelease: async (facts) =>
      JSON.parse(JSON.stringify(await request('POST', '/releases', facts))),
    async addAsset(releaseId, { content, isCutOff = false, name }) {
      const upload = asAdministrator('POST', `/releases/${releaseId}/assets?name=${name}`, content);
      await releaseAssets.store(upload, isCutOff);
    },
    async deleteAsset(releaseId, name) {
      const found = (await listAssets(releaseId)).find((asset) => asset.name === name);
      if (found !== undefined) await request('DELETE', `/releases/assets/${found.id}`);
    },
    async videos(releaseId) {
      const found = await listAssets(releaseId);
      return found
        .filter(({ name }) => name.endsWith('.mp4'))
        .map(({ digest, state }) => ({ state, digest }));
    },
    async close() {
      await server.close();
      await emulated.close();
    },
  };
}

/** What the default branch points at. */
function addFirstCommit(objects: GitObjects): string {
  const tree = objects.addTree([{ path: 'README.md', mode: '100644', content: '# demo\n' }]);
  return objects.addCommit({ message: 'First commit', tree: tree ?? '' }) ?? '';
}

/** @param content a file if it is a text, JSON if it is an object. */
function asAdministrator(method: string, pathAndQuery: string, content: object | string = '') {
  const { pathname, searchParams } = new URL(pathAndQuery, 'http://loopback');
  const isFile = typeof content === 'string';
  const type = isFile ? 'video/mp4' : 'application/json';
  return {
    method,
    path: `/repos/${repository.owner}/${repository.name}${pathname}`,
    query: searchParams,
    headers: { authorization: `token ${token}`, 'content-type': type },
    content: Buffer.from(isFile ? content : JSON.stringify(content)),
  };
}
