import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ReleaseError } from '../release/release-error.ts';
import type { ReleaseStore } from '../release/release-store.ts';

/** A release in memory. */
export interface FakeReleaseStore extends ReleaseStore {
  readonly assets: Map<string, Buffer>;
}

export function createFakeReleaseStore(obstacle?: ReleaseError): FakeReleaseStore {
  const assets = new Map<string, Buffer>();
  return {
    assets,
    description: 'release v1',
    texts: { tagName: 'v1', name: 'First', body: 'New.' },
    obstacle,
    async find(name) {
      const content = assets.get(name);
      if (content === undefined) return undefined;
      return {
        name,
        assetUrl: `https://github.test/${name}`,
        bytes: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
        async download(path) {
          if (content.includes('cut')) throw new ReleaseError('damaged', `${name} is damaged.`);
          await mkdir(dirname(path), { recursive: true });
          await writeFile(path, content);
        },
      };
    },
    async put({ name, path }) {
      const outcome = assets.has(name) ? 'replaced' : 'uploaded';
      assets.set(name, await readFile(path));
      return { assetUrl: `https://github.test/${name}`, outcome };
    },
    listNames: async () => [...assets.keys()],
    list: async () => false,
  };
}
