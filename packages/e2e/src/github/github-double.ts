import { type LoopbackServer, startLoopbackServer } from '../testing/loopback-server.ts';
import { createAssetStore } from './asset-store.ts';
import { completeAnswer } from './complete-answer.ts';
import { startEmulatedGithub } from './emulated-github.ts';
import type { GithubFault } from './github-fault.ts';
import { createGithubProxy } from './github-proxy.ts';
import type { GithubExchange } from './recorded-exchange.ts';
import { createReleaseAssets } from './release-assets.ts';

export interface GithubDoubleOptions {
  /** Puts the API below `/api/v3`, as a GitHub Enterprise Server does. @default false */
  readonly isEnterprise?: boolean | undefined;
  /** Whether published releases are immutable. @default false */
  readonly locksReleases?: boolean | undefined;
  /** Whether the token may only read. @default false */
  readonly isReadOnly?: boolean | undefined;
  /** Whether assets have a digest, as they have since June 2025. @default true */
  readonly withDigests?: boolean | undefined;
  readonly faults?: readonly GithubFault[] | undefined;
}

/** GitHub in a box: emulate, and in front of it what emulate lacks. */
export interface GithubDouble {
  readonly apiUrl: string;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly exchanges: readonly GithubExchange[];
  /** Asks as an administrator would, past all faults; the path is below the repository. */
  ask(method: string, path: string, content?: unknown): Promise<unknown>;
  /** Creates a release, published unless it is said to be a draft. */
  createRelease(facts: {
    readonly tag_name: string;
    readonly draft?: boolean;
  }): Promise<{ readonly id: number }>;
  /** Puts an asset there as someone else would; cut off, it is a starter. */
  store(
    releaseId: number,
    asset: { readonly name: string; readonly content: string; readonly isCutOff?: boolean },
  ): Promise<void>;
  /** Takes an asset away, as someone else would. */
  remove(releaseId: number, name: string): Promise<void>;
  /** The MP4s that are there, with what tells whether they are whole. */
  videos(
    releaseId: number,
  ): Promise<readonly { readonly state: string; readonly digest: string }[]>;
  fail(...faults: readonly GithubFault[]): void;
  /** See {@link LoopbackServer.holdNext}. */
  readonly holdNext: LoopbackServer['holdNext'];
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
const repositoryPath = `/repos/${repository.owner}/${repository.name}`;

export async function startGithubDouble(options: GithubDoubleOptions = {}): Promise<GithubDouble> {
  const { isEnterprise = false, isReadOnly = false, locksReleases = false } = options;
  const loopback = await startLoopbackServer();
  const apiUrl = isEnterprise ? `${loopback.url}/api/v3` : loopback.url;
  const uploadsUrl = `${loopback.url}${isEnterprise ? '/api' : ''}/uploads`;
  const emulated = await startEmulatedGithub({ baseUrl: apiUrl, token, ...repository });
  const assets = createAssetStore(options.withDigests ?? true);
  const releaseAssets = createReleaseAssets({
    emulated,
    assets,
    baseUrl: loopback.url,
    locksReleases,
  });
  const complete = (body: unknown) =>
    completeAnswer(body, { assets, apiUrl, uploadsUrl, locksReleases });
  const proxy = createGithubProxy({
    emulated,
    releaseAssets,
    isReadOnly,
    complete,
  });
  proxy.faults.add(...(options.faults ?? []));
  loopback.respondWith(proxy.answer);
  const ask: GithubDouble['ask'] = async (method, path, content) => {
    const { body } = await emulated.ask(method, `${repositoryPath}${path}`, content);
    return complete(body);
  };
  const listAssets = async (releaseId: number): Promise<readonly AssetFacts[]> =>
    JSON.parse(JSON.stringify(await ask('GET', `/releases/${releaseId}/assets?per_page=100`)));
  return {
    apiUrl,
    token,
    repository: `${repository.owner}/${repository.name}`,
    exchanges: proxy.exchanges,
    fail: proxy.faults.add,
    holdNext: loopback.holdNext,
    ask,
    async createRelease(facts) {
      const release: { readonly id: number } = JSON.parse(
        JSON.stringify(await ask('POST', '/releases', facts)),
      );
      return release;
    },
    async store(releaseId, { content, isCutOff = false, name }) {
      const incoming = {
        method: 'POST',
        path: `${repositoryPath}/releases/${releaseId}/assets`,
        query: new URLSearchParams({ name }),
        headers: { authorization: `token ${token}`, 'content-type': 'video/mp4' },
        content: Buffer.from(content),
      };
      await releaseAssets.store(incoming, isCutOff);
    },
    async remove(releaseId, name) {
      const found = (await listAssets(releaseId)).find((asset) => asset.name === name);
      if (found !== undefined) await ask('DELETE', `/releases/assets/${found.id}`);
    },
    async videos(releaseId) {
      const found = await listAssets(releaseId);
      return found
        .filter(({ name }) => name.endsWith('.mp4'))
        .map(({ digest, state }) => ({ state, digest }));
    },
    async close() {
      await loopback.close();
      await emulated.close();
    },
  };
}
