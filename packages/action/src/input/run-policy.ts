import { type HostEvent, member } from '../runner/host.ts';

/** Says why the API key is probably empty: the run often cannot have it, by GitHub's rules. */
export function explainMissingKey(event: Pick<HostEvent, 'actor'>): string {
  if (event.actor === 'dependabot[bot]') {
    return 'It is empty. Runs that Dependabot starts see Dependabot secrets only: add the key there, or skip this step for them.';
  }
  return `It is empty. Give the key of your API in One account from a secret, such as \`api-key: \${{ secrets.API_IN_ONE_KEY }}\`; if you do, no secret of that name can be seen here: check its name, and that it is set for this repository and environment.`;
}

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
