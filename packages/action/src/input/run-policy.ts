import { type HostEvent, member } from '../runner/host.ts';

/** Explains why the API key is probably empty: the run often cannot have it, by GitHub's rules. */
export function explainMissingKey(event: Pick<HostEvent, 'actor'>): string {
  if (event.actor === 'dependabot[bot]') {
    return 'It is empty. Runs that Dependabot starts see Dependabot secrets only: add the key there, or skip this step for them.';
  }
  return `It is empty. Give the key of your API in One account from a secret, such as \`api-key: \${{ secrets.API_IN_ONE_KEY }}\`; if you do, no secret of that name can be seen here: check its name, and that it is set for this repository and environment.`;
}

/**
 * Explains why this run must not spend credits; undefined if it may. People who cannot write to the
 * repository decide what is in their pull requests and comments, and must not decide what is paid.
 */
export function explainPlanOnly(event: HostEvent): string | undefined {
  const source = findOutsideSource(event);
  return source && `${source} never spend credits; showing the plan only.`;
}

function findOutsideSource({ name, payload, repository }: HostEvent): string | undefined {
  const isOwn = (holder: unknown) => member(holder, 'full_name') === repository;
  if (name === 'pull_request_target') {
    return 'Runs of pull_request_target, which have the secrets of this repository and may work on the code of anyone,';
  }
  if (name === 'workflow_run') {
    const earlier = member(payload, 'workflow_run');
    const isOutside =
      !isOwn(member(earlier, 'head_repository')) ||
      member(earlier, 'event') === 'pull_request_target';
    return isOutside ? 'Runs that follow a run for a fork or on pull_request_target' : undefined;
  }
  if (name === 'pull_request') {
    const head = member(member(payload, 'pull_request'), 'head');
    return isOwn(member(head, 'repo')) ? undefined : 'Pull requests from forks';
  }
  if (name === 'fork' || name === 'watch') return 'Forks and stars, which anyone can give,';
  if (name === 'issues') return findOutsideAuthor(payload, 'issue', 'Issues');
  if (name === 'discussion') return findOutsideAuthor(payload, 'discussion', 'Discussions');
  const text = Object.entries(publicTexts).find(([eventName]) => eventName === name)?.[1];
  if (text === undefined) return undefined;
  return isTrusted(member(payload, text)) ? undefined : `Comments and reviews ${ofStrangers}`;
}

const ofStrangers = 'of people who are not owners, members or collaborators';

/**
 * Whose issue or discussion it is. A label that somebody else puts on it is a decision of the
 * repository's people; one that a form or a bot puts on it is none.
 */
function findOutsideAuthor(payload: unknown, text: string, what: string): string | undefined {
  const holder = member(payload, text);
  if (isTrusted(holder)) return undefined;
  const sender = member(payload, 'sender');
  const isDecided =
    member(payload, 'action') === 'labeled' &&
    member(sender, 'type') === 'User' &&
    member(sender, 'login') !== member(member(holder, 'user'), 'login');
  return isDecided ? undefined : `${what} ${ofStrangers}`;
}

function isTrusted(text: unknown): boolean {
  const association = member(text, 'author_association');
  return trustedAssociations.some((trusted) => trusted === association);
}

/** Where the payload of an event has what anyone may write. */
const publicTexts = {
  commit_comment: 'comment',
  discussion_comment: 'comment',
  issue_comment: 'comment',
  pull_request_review: 'review',
  pull_request_review_comment: 'comment',
} as const;

const trustedAssociations = ['OWNER', 'MEMBER', 'COLLABORATOR'] as const;
