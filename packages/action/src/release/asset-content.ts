import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { Asset } from '../github/github-api.ts';
import { asGithubError, GithubError } from '../github/github-error.ts';
import { isPassing, persist } from '../github/persist.ts';
import { explainGithubError } from './explain-github-error.ts';
import type { ReleaseContext } from './release-context.ts';
import { ReleaseError } from './release-error.ts';

/** Downloads an asset beside its place and moves it there once it is whole. */
export async function downloadAsset(
  asset: Asset,
  path: string,
  { clock, github, signal }: Pick<ReleaseContext, 'clock' | 'github' | 'signal'>,
): Promise<void> {
  const partPath = `${path}.part`;
  const download = async () => {
    const part = await open(partPath, 'w');
    try {
      const content = await github.openAsset(asset.id, signal);
      const written = await digest(asset.name, content, (chunk) => part.appendFile(chunk));
      expectSame(asset, written);
    } finally {
      await part.close();
    }
    await rename(partPath, path);
  };
  try {
    await persist(download, { clock, signal, mayPass: isPassingOrDamaged });
  } catch (error) {
    await rm(partPath, { force: true });
    throw explainGithubError(error);
  }
}

/** Works out the SHA-256 of an asset, if GitHub does not have it. */
export async function readSha256(
  asset: Asset,
  { github, signal }: Pick<ReleaseContext, 'github' | 'signal'>,
): Promise<string> {
  if (asset.sha256 !== undefined) return asset.sha256;
  const { sha256 } = await digest(asset.name, await github.openAsset(asset.id, signal));
  return sha256;
}

/** Whether another attempt may help: GitHub is unavailable, or a file did not arrive whole. */
export function isPassingOrDamaged(error: unknown): boolean {
  return isPassing(error) || (error instanceof ReleaseError && error.code === 'damaged');
}

interface Digest {
  readonly bytes: number;
  readonly sha256: string;
}

async function digest(
  name: string,
  content: ReadableStream<Uint8Array>,
  keep: (chunk: Uint8Array) => Promise<void> = async () => {},
): Promise<Digest> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of readChunks(name, content)) {
    hash.update(chunk);
    bytes += chunk.length;
    await keep(chunk);
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** A connection that breaks is GitHub's failure; a disk that is full is not. */
async function* readChunks(
  name: string,
  content: ReadableStream<Uint8Array>,
): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of content) yield chunk;
  } catch (error) {
    throw error instanceof GithubError ? error : asGithubError(`Downloading ${name}`, error);
  }
}

function expectSame(asset: Asset, written: Digest): void {
  const { bytes, name, sha256 = written.sha256 } = asset;
  if (written.bytes === bytes && written.sha256 === sha256) return;
  throw new ReleaseError(
    'damaged',
    `The asset ${name} did not come as GitHub describes it: ${written.bytes} of ${bytes} bytes, SHA-256 ${written.sha256}.`,
  );
}
