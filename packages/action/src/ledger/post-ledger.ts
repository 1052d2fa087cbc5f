import type { Ledger } from '@kling-automation/core';
import { systemClock } from '@kling-automation/core/node';
import type { ActionHost } from '../runner/host.ts';
import { createLog } from '../runner/log.ts';
import { createActionsCache } from './actions-cache.ts';
import { createCacheLedger } from './cache-ledger.ts';
import { cacheAccess } from './cache-store.ts';

/** The ledger that the post step writes to: the one that other jobs read. */
export function openPostLedger(host: ActionHost): Ledger {
  const log = createLog(host.console);
  return createCacheLedger({
    store: createActionsCache(systemClock),
    access: cacheAccess(process.env),
    clock: systemClock,
    signal: new AbortController().signal,
    onFailure: (message) =>
      log.warning(`Could not record the task in the Actions cache: ${message}`),
  });
}
