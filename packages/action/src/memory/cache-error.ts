import { LedgerError } from '@kling-automation/core';

/** Explains that the cache failed: what it has may be paid, so nothing is paid without it. */
export function cacheError(cause: unknown): LedgerError {
  const reason = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
  const what = `The Actions cache, in which jobs of this branch may have recorded what is paid, failed (${reason}). Run the job again later. With ACTIONS_CACHE_MODE: none in the env of the step it does without the cache, and pays again for what only the cache knows.`;
  return new LedgerError({ what, cause });
}
