/** The Actions cache, as far as a ledger needs it: names that can be taken once, and looked up. */
export interface CacheStore {
  /** The newest name that begins so; undefined if there is none. */
  find(prefix: string, signal: AbortSignal): Promise<string | undefined>;
  /**
   * Takes a name: of several runs, one gets true.
   *
   * @throws {Error} when it is not known whether the name was taken.
   */
  take(name: string, signal: AbortSignal): Promise<boolean>;
}

/** What the runner allows this job to do with the cache. */
export interface CacheAccess {
  readonly canRead: boolean;
  readonly canWrite: boolean;
}

/** Reads from the environment whether there is a cache, and what may be done with it. */
export function cacheAccess(
  environment: Readonly<Record<string, string | undefined>>,
): CacheAccess {
  const mode = environment.ACTIONS_CACHE_MODE?.trim().toLowerCase() ?? '';
  const isThere = [environment.ACTIONS_CACHE_URL, environment.ACTIONS_RESULTS_URL].some(Boolean);
  // Names that can be taken and never seen again would lock a video for good: write-only is none.
  const canRead = isThere && mode !== 'none' && mode !== 'write-only';
  return { canRead, canWrite: canRead && mode !== 'read' };
}
