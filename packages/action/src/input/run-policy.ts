import { type HostEvent, member } from '../runner/host.ts';

/** Explains why the API key is probably empty: the run often cannot have it, by GitHub's rules. */
export function explainMissingKey(event: Pick<HostEvent, 'actor'>): string {
  if (event.actor === 'dependabot[bot]') {
    return 'It is empty. Runs that Dependabot starts see Dependabot secrets only: add the key there, or skip this step for them.';
  }
  return `It is empty. Give the key of your API in One account from a secret, such as \`api-key: \${{ secrets.API_IN_ONE_KEY }}\`; if you do, no secret of that name can be seen here: check its name, and that it is set for this repository and environment.`;
}

/**
 * Explains why this run must not spend credits; undefined if it may. The author of a pull request
 * decides what is in it, and must not decide what is paid for.
 */
export function explainPlanOnly(event: HostEvent): string | undefined {
  if (event.name === 'pull_request_target') {
    return 'Runs of pull_request_target have the secrets of this repository and may work on the code of anyone, so they never spend credits; showing the plan only. Render on pull_request, push or release.';
  }
  if (isForkPullRequest(event)) {
    return 'Pull requests from forks never spend credits; showing the plan only.';
  }
  return undefined;
}

function isForkPullRequest({ name, payload, repository }: HostEvent): boolean {
  if (name !== 'pull_request') return false;
  const head = member(member(payload, 'pull_request'), 'head');
  return member(member(head, 'repo'), 'full_name') !== repository;
}
