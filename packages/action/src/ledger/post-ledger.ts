import type { Ledger } from '@kling-automation/core';
import { systemClock } from '@kling-automation/core/node';
import type { ActionHost } from '../runner/host.ts';
import { createLog } from '../runner/log.ts';
import { createActionsCache } from './actions-cache.ts';
import { createCacheLedger } from './cache-ledger.ts';
import { cacheAccess } from './cache-store.ts';

/** The ledger the post step writes to: that of other jobs, since files are main's. */
export function openPostLedger(host: ActionHost): Ledger {
  const log = createLog(host.console);
  return createCacheLedger({
    store: createActionsCache(systemClock),
    access: cacheAccess(process.env),
    clock: systemClock,
    signal: new AbortController().signal,
    onTrouble: (message) => log.warning(`The Actions cache did not take the task: ${message}`),
  });
}
