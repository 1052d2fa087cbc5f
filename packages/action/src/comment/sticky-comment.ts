import { createHash } from 'node:crypto';
import type { Clock } from '@kling-automation/core';
import type { Comment, CommentsApi } from '../github/github-api.ts';
import { GithubError } from '../github/github-error.ts';
import { persist } from '../github/persist.ts';

/** A comment that exists once on a pull request, even if a workflow runs often. */
export interface StickyComment {
  readonly github: CommentsApi;
  readonly pullRequestNumber: number;
  /** Makes this comment different from those of other steps, such as the workflow's name and the job's. */
  readonly identity: readonly string[];
  readonly markdown: string;
  /** The comment, where this step has written it already. */
  readonly id?: number | undefined;
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

export interface PostedComment {
  readonly outcome: CommentOutcome;
  /** Undefined when there is none. */
  readonly id?: number | undefined;
}

/**
 * Writes the comment, or updates the one of an earlier run.
 *
 * @throws {GithubError} when GitHub stays unavailable.
 */
export async function postStickyComment(comment: StickyComment): Promise<PostedComment> {
  const { clock, signal } = comment;
  try {
    return await persist(() => postOnce(comment), { clock, signal });
  } catch (error) {
    if (error instanceof GithubError && isForbidden(error)) return { outcome: 'not-allowed' };
    throw error;
  }
}

function isForbidden({ isPassing, status }: GithubError): boolean {
  return !isPassing && (status === 401 || status === 403 || status === 404);
}

async function postOnce(sticky: StickyComment): Promise<PostedComment> {
  const { github, id, identity, markdown, pullRequestNumber } = sticky;
  const marker = writeMarker(identity);
  const body = `${marker}\n${markdown}`;
  if (id !== undefined) {
    await github.updateComment(id, body);
    return { outcome: 'updated', id };
  }
  const earlier = await findComment(github.listComments(pullRequestNumber), marker);
  if (earlier === undefined) {
    const created = await github.createComment(pullRequestNumber, body);
    return { outcome: 'created', id: created.id };
  }
  // GitHub keeps line breaks as browsers send them.
  if (earlier.body.replaceAll('\r\n', '\n').trim() === body.trim()) {
    return { outcome: 'kept', id: earlier.id };
  }
  await github.updateComment(earlier.id, body);
  return { outcome: 'updated', id: earlier.id };
}

/** Nobody sees it; a digest, so no name can end the HTML comment. */
function writeMarker(identity: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(identity)).digest('hex');
  return `<!-- kling-automation price plan ${digest.slice(0, 16)} -->`;
}

async function findComment(
  comments: AsyncIterable<Comment>,
  marker: string,
): Promise<Comment | undefined> {
  for await (const comment of comments) {
    // At the very start, so a reply that quotes the plan is not taken for it.
    if (comment.body.startsWith(marker)) return comment;
  }
  return undefined;
}
