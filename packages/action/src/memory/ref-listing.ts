import type { Clock } from '@kling-automation/core';
import type { GitRef } from '../github/refs-api.ts';
import { videoPrefix, videosPrefix } from './ref-names.ts';
import type { RefStore } from './ref-store.ts';

/** What the repository has of the videos of this step. */
export interface RefListing {
  /** The references of one video; a listing of the last seconds is good enough. */
  refsOf(key: string): Promise<readonly GitRef[]>;
  /** Lists again next time: another run was faster than what is known. */
  expire(): void;
}

/** So many videos are listed one by one; for more, one request lists those of the repository. */
const maxSingleListings = 8;

/** Core waits 10 s between two reads of a claim: all videos that wait share a listing. */
const maxAgeMilliseconds = 8000;

/** @param keys of all videos of this step. */
export function createRefListing(
  keys: readonly string[],
  { clock, store }: { readonly clock: Clock; readonly store: Pick<RefStore, 'list'> },
): RefListing {
  const listings = new Map<string, { readonly at: number; readonly refs: Promise<RefsByPrefix> }>();
  const isEachAlone = new Set(keys).size <= maxSingleListings;

  const list = (prefix: string): Promise<RefsByPrefix> => {
    const known = listings.get(prefix);
    if (known !== undefined && clock.now() - known.at < maxAgeMilliseconds) return known.refs;
    const refs = store.list(prefix).then(groupByPrefix);
    listings.set(prefix, { at: clock.now(), refs });
    refs.catch(() => listings.delete(prefix));
    return refs;
  };
  return {
    async refsOf(key) {
      const prefix = videoPrefix(key);
      const listed = await list(isEachAlone ? prefix : videosPrefix);
      return listed.get(prefix) ?? [];
    },
    expire: () => listings.clear(),
  };
}

/** The references of each video, by what their names begin with. */
type RefsByPrefix = ReadonlyMap<string, readonly GitRef[]>;

function groupByPrefix(refs: readonly GitRef[]): RefsByPrefix {
  return Map.groupBy(refs, ({ name }) => /^(?:[^/]*\/){4}/.exec(name)?.[0] ?? '');
}
