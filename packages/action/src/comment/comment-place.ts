import type { HostEvent } from '../runner/host.ts';

/** Where the price plan goes. */
export type CommentPlace =
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'summary' }
  | { readonly kind: 'pull-request'; readonly number: number };

/** The input `comment`: `auto` comments wherever a run belongs to a pull request. */
export type CommentWish = 'true' | 'false' | 'auto';

/** Decides where the price plan goes. Sends nothing. */
export function chooseCommentPlace(
  wish: CommentWish,
  event: Pick<HostEvent, 'payload'>,
): CommentPlace {
  if (wish === 'false') return { kind: 'nowhere' };
  const number = pullRequestNumber(event.payload);
  if (number !== undefined) return { kind: 'pull-request', number };
  return wish === 'true' ? { kind: 'summary' } : { kind: 'nowhere' };
}

/** The pull request of `pull_request` and its kin, and of comments on one. */
function pullRequestNumber(payload: unknown): number | undefined {
  const { issue, pull_request: pullRequest } = readFields(payload);
  const direct = readFields(pullRequest).number;
  const { number, pull_request: isPullRequest } = readFields(issue);
  const found = direct ?? (isPullRequest === undefined ? undefined : number);
  return typeof found === 'number' ? found : undefined;
}

function readFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
