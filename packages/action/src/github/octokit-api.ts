import type { GithubApi } from './github-api.ts';
import { commentsOf } from './octokit-comments.ts';
import { releasesOf } from './octokit-releases.ts';
import { type GithubOptions, openOctokitSession } from './octokit-session.ts';

/** Reaches a repository on GitHub. Reading is repeated if that may help; writing is not. */
export async function createGithubApi(options: GithubOptions): Promise<GithubApi> {
  const session = await openOctokitSession(options);
  return { ...releasesOf(session), ...commentsOf(session) };
}
