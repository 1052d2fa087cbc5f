import type { Clock } from '@kling-automation/core';
import { cacheError } from './cache-error.ts';
import type { CacheAccess, CacheStore } from './cache-store.ts';
import { runRefName } from './ref-names.ts';
import type { RefStore } from './ref-store.ts';

interface Cache {
  readonly access: CacheAccess;
  readonly store: CacheStore;
}

/** What finding the moment of a run needs. */
export interface RunMomentOptions {
  readonly cache: Cache;
  readonly clock: Clock;
  readonly runId: string;
  /** False for plans: then nothing is recorded. */
  readonly mayWrite: boolean;
}

/**
 * When the first attempt of this run began, in milliseconds since 1970: a re-run is for the same
 * day and the same week. The first to ask records it.
 *
 * @param refs undefined without a token or outside of GitHub.
 */
export async function findRunMoment(
  refs: RefStore | undefined,
  { cache, clock, mayWrite, runId }: RunMomentOptions,
): Promise<number> {
  const recorded = refs && (await readRunMoment(refs, { mayWrite }));
  return recorded ?? (await readCachedMoment(cache, { runId, now: clock.now(), mayWrite }));
}

/** @returns undefined if it is not recorded, and this job may not record it. */
export async function readRunMoment(
  store: RefStore,
  { mayWrite }: { readonly mayWrite: boolean },
): Promise<number | undefined> {
  const { attempt, run } = store.identity;
  const name = runRefName(run);
  const recorded = async () => {
    const sha = await store.read(name);
    return sha === undefined ? undefined : (await store.readObject(sha))?.at;
  };
  const known = attempt > 1 || !mayWrite ? await recorded() : undefined;
  const own = known === undefined && mayWrite ? await store.ownObject() : undefined;
  if (own === undefined) return known;
  return (await store.create(name)) === 'created' ? own.at : ((await recorded()) ?? own.at);
}

/**
 * For jobs that may not write to the repository.
 *
 * @throws {LedgerError} when the cache fails: another moment may mean a period that is paid again.
 */
async function readCachedMoment(
  { access, store }: Cache,
  options: { readonly runId: string; readonly now: number; readonly mayWrite: boolean },
): Promise<number> {
  const { mayWrite, now, runId } = options;
  const prefix = `kling-run-${runId}-`;
  const signal = AbortSignal.timeout(20_000);
  try {
    const found = access.canRead ? await store.find(prefix, signal) : undefined;
    if (found?.startsWith(prefix)) return Number(found.slice(prefix.length)) || now;
    if (access.canWrite && mayWrite) await store.take(`${prefix}${now}`, signal);
  } catch (error) {
    throw cacheError(error);
  }
  return now;
}
