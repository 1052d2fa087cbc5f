import type { CacheStore } from '../memory/cache-store.ts';

/** The names of an Actions cache, in memory, the oldest first. */
export interface FakeCache extends CacheStore {
  readonly names: string[];
}

/** A cache that several runs of a test may share. */
export function createFakeCache(names: string[] = []): FakeCache {
  return {
    names,
    find: async (prefix) => names.findLast((name) => name.startsWith(prefix)),
    async take(name) {
      if (names.includes(name)) return false;
      names.push(name);
      return true;
    },
  };
}
