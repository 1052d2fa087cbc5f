import type { Clock, Ledger, LedgerEntry } from '@kling-automation/core';
import { cacheError } from './cache-error.ts';
import { cachePrefix, intentKey, outcomeKey, outcomePrefix, parseCacheKey } from './cache-key.ts';
import type { CacheAccess, CacheStore } from './cache-store.ts';

/** What a ledger in the cache needs. */
export interface CacheLedgerOptions {
  readonly store: CacheStore;
  readonly access: CacheAccess;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What this run knows of a video's submissions. */
interface VideoSubmissions {
  readonly attempt: number;
  readonly entry: LedgerEntry | undefined;
}

/** Between two looks at a name that another run took and has not filled yet. */
const pauseAfterLostClaim = 2000;

/**
 * Keeps the ledger in the Actions cache: it is there for re-runs and for jobs side by side, and of
 * two that claim a video, one pays. All its calls throw a LedgerError when the cache fails: what it
 * has may be paid, so nothing is paid without it.
 */
export function createCacheLedger(options: CacheLedgerOptions): Ledger {
  const { access, clock, signal, store } = options;
  const submissions = new Map<string, VideoSubmissions>();
  const firstSeen = new Map<string, number>();

  /** @param fallback what holds where this job may not use the cache at all. */
  const orElse = async <Value>(fallback: Value, attempt: () => Promise<Value>): Promise<Value> => {
    if (!access.canRead) return fallback;
    try {
      return await attempt();
    } catch (cause) {
      signal.throwIfAborted();
      throw cacheError(cause);
    }
  };
  /** The cache does not show when an intent was written; the moment it was seen is late enough. */
  const intent = (key: string, attempt: number): LedgerEntry => {
    const name = intentKey(key, attempt);
    const at = firstSeen.get(name) ?? clock.now();
    firstSeen.set(name, at);
    return { state: 'submitting', attempt, at };
  };
  const look = async (key: string): Promise<VideoSubmissions> => {
    const newest = parseCacheKey((await store.find(cachePrefix(key), signal)) ?? '', key);
    if (newest === undefined) return submissions.get(key) ?? { attempt: 0, entry: undefined };
    const { attempt, outcome } = newest;
    if (outcome !== undefined) return { attempt, entry: outcome };
    // Two entries of one second may come in either order.
    const end = await store.find(outcomePrefix(key, attempt), signal);
    return { attempt, entry: parseCacheKey(end ?? '', key)?.outcome ?? intent(key, attempt) };
  };
  return {
    read: (key) =>
      orElse<LedgerEntry | undefined>(undefined, async () => {
        const known = submissions.get(key);
        // A paid task stays paid, even if others write; only this run records that it failed.
        if (known?.entry?.state === 'submitted' || known?.entry?.state === 'finished') {
          return known.entry;
        }
        const state = await look(key);
        submissions.set(key, state);
        return state.entry;
      }),
    claim: (key, { attempt }) =>
      orElse(true, async () => {
        if (!access.canWrite) return true;
        const isGranted = await store.take(intentKey(key, attempt), signal);
        submissions.set(key, { attempt, entry: intent(key, attempt) });
        if (!isGranted) await clock.sleep(pauseAfterLostClaim, signal);
        return isGranted;
      }),
    record: (key, entry) =>
      orElse(undefined, async () => {
        if (!access.canWrite || entry.state === 'submitting') return;
        const { attempt } = entry;
        submissions.set(key, { attempt, entry });
        // What is worth knowing must reach the cache though the step is being cancelled.
        await store.take(outcomeKey(key, attempt, entry), AbortSignal.timeout(5000));
      }),
  };
}
