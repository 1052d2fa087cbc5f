import type { Clock } from '@kling-automation/core';
import type { ConnectToGithub } from '../github/connect-to-github.ts';
import type { HostEvent } from '../runner/host.ts';
import type { ReleaseStore } from './release-store.ts';

/** Finds the release that the input means. */
export type OpenRelease = (options: {
  readonly input: string;
  readonly token: string;
  readonly signal: AbortSignal;
}) => Promise<ReleaseStore>;

/** Finds releases on GitHub; loads what that takes with the first call. */
export function createReleasePort(
  environment: NodeJS.ProcessEnv,
  options: {
    readonly connect: ConnectToGithub;
    readonly event: HostEvent;
    readonly clock: Clock;
  },
): OpenRelease {
  const { clock, connect, event } = options;
  return async ({ input, signal, token }) => {
    const { openReleaseStore } = await import('./open-release-store.ts');
    const github = await connect(token, signal);
    const { GITHUB_REF_NAME: name = '', GITHUB_REF_TYPE: type } = environment;
    const ref = { name, type: type === 'tag' ? type : 'branch' } as const;
    return openReleaseStore({ input, event, ref, github, clock, signal });
  };
}
