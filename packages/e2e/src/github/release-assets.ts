import type { LoopbackRequest, LoopbackResponse } from '../testing/loopback-server.ts';
import { nameTaken, notFound, releaseLocked } from './answers.ts';
import type { AssetStore } from './asset-store.ts';
import type { EmulatedGithub } from './emulated-github.ts';

/** What of a request about assets emulate would get wrong. */
export interface ReleaseAssets {
  /** Undefined where emulate does it right. */
  answer(incoming: LoopbackRequest): Promise<LoopbackResponse | undefined>;
  /** Stores an asset as an upload does; what is cut off leaves a starter. */
  store(incoming: LoopbackRequest, isCutOff: boolean): Promise<LoopbackResponse>;
}

export function createReleaseAssets(ports: {
  readonly emulated: EmulatedGithub;
  readonly assets: AssetStore;
  readonly baseUrl: string;
  readonly locksReleases: boolean;
}): ReleaseAssets {
  const { assets, baseUrl, emulated } = ports;
  /** Names that are being uploaded at this moment: GitHub gives each to one only. */
  const reserved = new Set<string>();

  const namesOf = async (releasePath: string): Promise<readonly NamedAsset[]> => {
    const { body } = await emulated.ask('GET', `${releasePath}/assets?per_page=100`);
    return Array.isArray(body) ? body : [];
  };
  const storeReserved: ReleaseAssets['store'] = async (incoming, isCutOff) => {
    const { content, headers, path, query } = incoming;
    const releasePath = path.replace(/\/assets$/, '');
    const { body: release } = await emulated.ask('GET', releasePath);
    if (ports.locksReleases && isPublished(release)) return releaseLocked;
    const taken = await namesOf(releasePath);
    if (taken.some((asset) => asset.name === query.get('name'))) return nameTaken;
    const { authorization = '', 'content-type': type = '' } = headers;
    const answer = await emulated.forward({
      method: 'POST',
      pathAndQuery: `${path}?${query}`,
      headers: { authorization, 'content-type': type },
      content,
    });
    const id = readId(answer.body);
    if (id === undefined) return answer;
    if (isCutOff) assets.keepStarter(id);
    else assets.keep(id, content);
    return answer;
  };
  const store: ReleaseAssets['store'] = async (incoming, isCutOff) => {
    const place = `${incoming.path}/${incoming.query.get('name')}`;
    if (reserved.has(place)) return nameTaken;
    reserved.add(place);
    try {
      return await storeReserved(incoming, isCutOff);
    } finally {
      reserved.delete(place);
    }
  };
  return {
    store,
    async answer(incoming) {
      const { headers, method, path } = incoming;
      const id = Number(/\/(?:releases\/assets|download)\/(\d+)$/.exec(path)?.[1]);
      const content = assets.content(id);
      if (path.startsWith('/download/')) {
        // Storage takes no credentials beside its own signature.
        if (content === undefined || headers.authorization !== undefined) return notFound;
        return { status: 200, headers: { 'content-length': `${content.length}` }, body: content };
      }
      const isDownload = headers.accept === 'application/octet-stream';
      if (method === 'GET' && isDownload && content !== undefined) {
        // Another host, as GitHub's storage is: credentials must not follow.
        const storage = baseUrl.replace('127.0.0.1', 'localhost');
        return { status: 302, headers: { location: `${storage}/download/${id}?signature=x` } };
      }
      if (method === 'POST' && path.endsWith('/assets')) return store(incoming, false);
      return undefined;
    },
  };
}

interface NamedAsset {
  readonly name: string;
}

function isPublished(release: unknown): boolean {
  return typeof release === 'object' && release !== null && 'draft' in release && !release.draft;
}

function readId(asset: unknown): number | undefined {
  if (typeof asset !== 'object' || asset === null || !('id' in asset)) return undefined;
  return typeof asset.id === 'number' ? asset.id : undefined;
}
