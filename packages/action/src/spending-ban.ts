import type { HostEvent } from './host.ts';
import { member } from './member.ts';

/**
 * Says why this run must not spend anything; undefined where it may. Whoever opens a pull request
 * decides what is in it, and must not decide what is paid for.
 */
export function explainSpendingBan(event: HostEvent): string | undefined {
  if (event.name === 'pull_request_target') {
    return 'Runs of pull_request_target have the secrets of this repository and may work on the code of anyone, so that nothing is spent in them: this is the plan only. Render on pull_request, push or release.';
  }
  if (isForkPullRequest(event)) {
    return 'This pull request comes from a fork, and nothing is spent for forks: this is the plan only.';
  }
  return undefined;
}

function isForkPullRequest({ name, payload, repository }: HostEvent): boolean {
  if (name !== 'pull_request') return false;
  const head = member(member(payload, 'pull_request'), 'head');
  return member(member(head, 'repo'), 'full_name') !== repository;
}
