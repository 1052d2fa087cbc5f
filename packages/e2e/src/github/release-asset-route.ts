import type { LoopbackRequest, LoopbackResponse } from '../testing/loopback-server.ts';
import type { AssetStore } from './asset-store.ts';
import type { EmulatedGithub } from './emulated-github.ts';
import { nameTaken, notFound, releaseLocked } from './error-responses.ts';
import type { GithubRoute } from './github-backend.ts';

/** Uploads and downloads of release assets, as GitHub does them. */
export interface ReleaseAssetRoute extends GithubRoute {
  /** Stores an asset as an upload does; one that is cut off leaves a starter. */
  store(request: LoopbackRequest, isCutOff: boolean): Promise<LoopbackResponse>;
}

export function createReleaseAssetRoute(ports: {
  readonly emulated: EmulatedGithub;
  readonly assets: AssetStore;
  readonly baseUrl: string;
  readonly locksReleases: boolean;
}): ReleaseAssetRoute {
  const { assets, baseUrl, emulated } = ports;
  /** Names that are being uploaded at this moment: GitHub gives each to one only. */
  const reserved = new Set<string>();

  const namesOf = async (releasePath: string): Promise<readonly NamedAsset[]> => {
    const { body } = await emulated.request('GET', `${releasePath}/assets?per_page=100`);
    return Array.isArray(body) ? body : [];
  };
  const storeReserved: ReleaseAssetRoute['store'] = async (request, isCutOff) => {
    const { content, path, query } = request;
    const releasePath = path.replace(/\/assets$/, '');
    const { body: release } = await emulated.request('GET', releasePath);
    if (ports.locksReleases && isPublished(release)) return releaseLocked;
    const taken = await namesOf(releasePath);
    if (taken.some((asset) => asset.name === query.get('name'))) return nameTaken;
    const response = await emulated.forward(request);
    const id = readId(response.body);
    if (id === undefined) return response;
    if (isCutOff) assets.addStarter(id);
    else assets.add(id, content);
    return response;
  };
  const store: ReleaseAssetRoute['store'] = async (request, isCutOff) => {
    const fullName = `${request.path}/${request.query.get('name')}`;
    if (reserved.has(fullName)) return nameTaken;
    reserved.add(fullName);
    try {
      return await storeReserved(request, isCutOff);
    } finally {
      reserved.delete(fullName);
    }
  };
  return {
    store,
    async respond(request) {
      const { headers, method, path } = request;
      const id = Number(/\/(?:releases\/assets|download)\/(\d+)$/.exec(path)?.[1]);
      const content = assets.content(id);
      if (path.startsWith('/download/')) {
        // Storage accepts no credentials besides its own signature.
        if (content === undefined || headers.authorization !== undefined) return notFound;
        return { status: 200, headers: { 'content-length': `${content.length}` }, body: content };
      }
      const isDownload = headers.accept === 'application/octet-stream';
      if (method === 'GET' && isDownload && content !== undefined) {
        // Another host, as GitHub's storage is: credentials must not follow.
        const storage = baseUrl.replace('127.0.0.1', 'localhost');
        return { status: 302, headers: { location: `${storage}/download/${id}?signature=x` } };
      }
      if (method === 'POST' && path.endsWith('/assets')) return store(request, false);
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
