import type { Ledger } from '@kling-automation/core';
import { systemClock } from '@kling-automation/core/node';
import { createGithubTraffic } from '../github/github-traffic.ts';
import type { ActionHost } from '../runner/host.ts';
import { createLog } from '../runner/log.ts';
import { createActionsCache } from './actions-cache.ts';
import { cacheAccess } from './cache-store.ts';
import { createTaskChooser } from './choose-task.ts';
import { createLedgerCalls } from './ledger-calls.ts';
import { createMemory } from './memory.ts';
import { createRefPort } from './ref-port.ts';

/** The ledger that the post step writes to: the one that other jobs read. */
export async function openPostLedger(host: ActionHost, keys: readonly string[]): Promise<Ledger> {
  const log = createLog(host.console);
  const openRefs = createRefPort({
    apiUrl: process.env.GITHUB_API_URL,
    event: host.event,
    clock: systemClock,
    traffic: createGithubTraffic(systemClock),
  });
  const memory = createMemory({
    // Main is over: what it kept needs to be kept no more.
    host: { saveState: () => undefined },
    refs: await openRefs(host.readInput('github-token')),
    keys,
    // The file of the workspace is main's, and has what main kept.
    directory: undefined,
    cache: { access: cacheAccess(process.env), store: createActionsCache(systemClock) },
    clock: systemClock,
    signal: new AbortController().signal,
    chooseTask: createTaskChooser(undefined, log),
    ledgerCalls: createLedgerCalls(systemClock),
    onShortMemory: () => undefined,
  });
  return (await memory.openForPaying()).ledger;
}
