import type { HostEvent } from './host.ts';

/** Says why the API key is probably empty: the run often cannot have it, by GitHub's rules. */
export function explainMissingKey(event: Pick<HostEvent, 'actor'>): string {
  if (event.actor === 'dependabot[bot]') {
    return 'It is empty. Runs that Dependabot starts see Dependabot secrets only: add the key there, or skip this step for them.';
  }
  return `It is empty. Give the key of your API in One account from a secret, such as \`api-key: \${{ secrets.API_IN_ONE_KEY }}\`; if you do, no secret of that name can be seen here: check its name, and that it is set for this repository and environment.`;
}
