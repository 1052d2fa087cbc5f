import type { Clock } from '@kling-automation/core';
import type { GithubApi } from './github-api.ts';
import type { GithubTraffic } from './github-traffic.ts';

/** Reaches the repository of this run with a token. */
export type ConnectToGithub = (token: string, signal: AbortSignal) => Promise<GithubApi>;

/** Loads what the API of GitHub takes with the first call: most runs never need it. */
export function createGithubConnection(options: {
  readonly apiUrl: string | undefined;
  readonly repository: string;
  readonly clock: Clock;
  readonly traffic: GithubTraffic;
}): ConnectToGithub {
  const { apiUrl = 'https://api.github.com', ...others } = options;
  return async (token, signal) => {
    const { createGithubApi } = await import('./octokit-api.ts');
    return createGithubApi({ ...others, token, apiUrl, signal });
  };
}
