import type { HostEvent } from './host.ts';

/** Says why the API key is probably empty: the run often cannot have it, by GitHub's rules. */
export function explainMissingKey(event: HostEvent): string {
  if (event.actor === 'dependabot[bot]') {
    return 'It is empty. Runs that Dependabot starts see Dependabot secrets only: add the key there, or skip this step for them.';
  }
  if (isForkPullRequest(event)) {
    return 'It is empty, since GitHub gives no secrets to pull requests from forks. Skip this step for them with `if: github.event.pull_request.head.repo.full_name == github.repository`, or set dry-run: true, which needs no key.';
  }
  return `It is empty. Give the key of your API in One account from a secret, such as \`api-key: \${{ secrets.API_IN_ONE_KEY }}\`; if you do, no secret of that name can be seen here: check its name, and that it is set for this repository and environment.`;
}

function isForkPullRequest({ name, payload, repository }: HostEvent): boolean {
  if (name !== 'pull_request') return false;
  const head = member(member(payload, 'pull_request'), 'head');
  return member(member(head, 'repo'), 'full_name') !== repository;
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
