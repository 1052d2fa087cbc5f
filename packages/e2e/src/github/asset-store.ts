import { createHash } from 'node:crypto';

/** What emulate does not keep of an asset: its bytes, and whether it is whole. */
export interface AssetStore {
  add(id: number, content: Buffer): void;
  /** Adds what GitHub leaves of an upload that was cut off: an empty asset, a starter. */
  addStarter(id: number): void;
  content(id: number): Buffer | undefined;
  /** The fields of GitHub's description that emulate does not have or gets wrong. */
  describe(id: number): Readonly<Record<string, unknown>>;
}

/** @param withDigests false for servers that are older than digests. */
export function createAssetStore(withDigests: boolean): AssetStore {
  const contents = new Map<number, Buffer>();
  const starters = new Set<number>();
  return {
    add: (id, content) => contents.set(id, content),
    addStarter: (id) => starters.add(id),
    content: (id) => contents.get(id),
    describe(id) {
      if (starters.has(id)) return { state: 'starter', size: 0, digest: null };
      const content = contents.get(id);
      if (content === undefined) return {};
      const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
      return { size: content.length, ...(withDigests && { digest }) };
    },
  };
}
