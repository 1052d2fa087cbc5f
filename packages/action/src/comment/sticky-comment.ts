import type { Clock } from '@kling-automation/core';
import type { Comment, CommentsApi } from '../github/github-api.ts';
import { GithubError } from '../github/github-error.ts';
import { persist } from '../github/persist.ts';
import { isOurs, otherParts, partId, updatePart } from './comment-parts.ts';

/** A comment that exists once on a pull request, in which each job has a part of its own. */
export interface StickyComment {
  readonly github: CommentsApi;
  readonly pullRequestNumber: number;
  /** Makes this part different from those of other jobs. */
  readonly identity: readonly string[];
  /** Writes the part in about so many characters. */
  readonly write: (mostCharacters: number) => string;
  /** Whether other jobs write at the same moment, as those of a matrix do. */
  readonly hasCompany: boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export type CommentOutcome =
  | 'created'
  | 'updated'
  /** It was the same already. */
  | 'kept'
  /** The token may not write comments, as in pull requests from forks. */
  | 'not-allowed';

/**
 * Writes this job's part of the comment, or updates the one of an earlier run.
 *
 * @throws {GithubError} when GitHub stays unavailable.
 */
export async function postStickyComment(comment: StickyComment): Promise<CommentOutcome> {
  const { clock, signal } = comment;
  try {
    return await persist(() => postOnce(comment), { clock, signal });
  } catch (error) {
    if (error instanceof GithubError && isForbidden(error)) return 'not-allowed';
    throw error;
  }
}

function isForbidden({ isPassing, status }: GithubError): boolean {
  return !isPassing && (status === 401 || status === 403 || status === 404);
}

async function postOnce(sticky: StickyComment): Promise<CommentOutcome> {
  const { github, pullRequestNumber } = sticky;
  const earlier = await findComment(sticky);
  if (earlier !== undefined) return updateComment(sticky, earlier);
  const created = await github.createComment(pullRequestNumber, withPart(sticky, ''));
  // Another job may have had the same thought: the oldest comment stays.
  const oldest = await findComment(sticky);
  if (oldest === undefined || oldest.id === created.id) return 'created';
  await github.deleteComment(created.id);
  await updateComment(sticky, oldest);
  return 'created';
}

/** Jobs that write at the same moment overwrite each other, because GitHub keeps the last text. */
const mostUpdates = 4;

/** About how long a text takes to be overwritten, in milliseconds. */
const pause = 1500;

async function updateComment(sticky: StickyComment, earlier: Comment): Promise<CommentOutcome> {
  const { clock, github, identity, signal } = sticky;
  const isShared = otherParts(earlier.body, partId(identity)).length > 0;
  let current: Comment | undefined = earlier;
  for (let update = 0; current !== undefined && update < mostUpdates; update += 1) {
    const body = withPart(sticky, current.body);
    if (body === withLineFeeds(current.body).trim()) return update === 0 ? 'kept' : 'updated';
    await github.updateComment(current.id, body);
    if (!sticky.hasCompany && !isShared) break;
    await clock.sleep(pause, signal);
    current = await findComment(sticky);
  }
  return 'updated';
}

/** A comment holds 65,536 characters, and each job needs some of them. */
const mostCharacters = 60_000;

const fewestCharacters = 1000;

function withPart({ identity, write }: StickyComment, body: string): string {
  const id = partId(identity);
  const taken = otherParts(body, id).reduce((sum, { markdown }) => sum + markdown.length, 0);
  const left = Math.max(fewestCharacters, mostCharacters - taken);
  return updatePart(body, { id, markdown: write(left) });
}

function withLineFeeds(body: string): string {
  return body.replaceAll('\r\n', '\n');
}

async function findComment({
  github,
  pullRequestNumber,
}: StickyComment): Promise<Comment | undefined> {
  for await (const comment of github.listComments(pullRequestNumber)) {
    if (isOurs(comment.body)) return comment;
  }
  return undefined;
}
