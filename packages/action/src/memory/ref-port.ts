import type { Clock } from '@kling-automation/core';
import type { GithubTraffic } from '../github/github-traffic.ts';
import type { HostEvent } from '../runner/host.ts';
import type { RefStore } from './ref-store.ts';

/** Opens the references of the repository of this run; undefined if there is no repository or token. */
export type OpenRefs = (token: string) => Promise<RefStore | undefined>;

/** Reaches GitHub; loads what that takes with the first call. */
export function createRefPort(options: {
  readonly apiUrl: string | undefined;
  readonly event: HostEvent;
  readonly clock: Clock;
  readonly traffic: GithubTraffic;
}): OpenRefs {
  const { apiUrl = 'https://api.github.com', clock, event, traffic } = options;
  const { repository, runAttempt, runId } = event;
  return async (token) => {
    if (token === '' || repository === '' || runId === '') return undefined;
    const { openOctokitSession } = await import('../github/octokit-session.ts');
    const { refsOf } = await import('../github/octokit-refs.ts');
    const { createRefStore } = await import('./ref-store.ts');
    // Not the signal of the step: what is paid must still be recorded when it is cancelled.
    const { signal } = new AbortController();
    const session = await openOctokitSession({
      token,
      apiUrl,
      repository,
      clock,
      signal,
      traffic,
    });
    return createRefStore({
      api: refsOf(session),
      queue: traffic.queue,
      identity: { run: runId, attempt: runAttempt },
      clock,
      signal,
    });
  };
}
