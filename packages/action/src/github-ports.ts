import type { Clock } from '@kling-automation/core';
import { findChangedVideos } from './changed-videos.ts';
import type { ActionHost } from './host.ts';
import type { GithubPorts } from './run.ts';

/** Reaches GitHub by its API; loads what that takes with the first call. */
export function createGithubPorts(
  environment: NodeJS.ProcessEnv,
  { clock, host }: { readonly clock: Clock; readonly host: ActionHost },
): GithubPorts {
  const { event } = host;
  const connect = async (token: string, signal: AbortSignal) => {
    const { createGithubApi } = await import('./github/octokit-api.ts');
    const apiUrl = environment.GITHUB_API_URL ?? 'https://api.github.com';
    return createGithubApi({ token, apiUrl, repository: event.repository, clock, signal });
  };
  return {
    async openShelf({ input, signal, token }) {
      const { openReleaseShelf } = await import('./release/open-release-shelf.ts');
      const github = await connect(token, signal);
      const { GITHUB_REF_NAME: name = '', GITHUB_REF_TYPE: type } = environment;
      const ref = { name, type: type === 'tag' ? type : 'branch' } as const;
      return openReleaseShelf({ input, event, ref, github, clock, signal });
    },
    async showPlan({ log, preparation, shelf, signal, stock, workspace }) {
      const { comment, githubToken, maxCredits } = preparation.inputs;
      const { chooseCommentPlace } = await import('./comment/comment-place.ts');
      const place = chooseCommentPlace(comment, event);
      if (place.kind !== 'pull-request' || githubToken === '') return;
      const { writePricePlan } = await import('./comment/price-plan.ts');
      const { postStickyComment } = await import('./comment/sticky-comment.ts');
      try {
        const plans = stock.map(({ plan }) => plan);
        const changed = await findChangedVideos(plans, { shelf, workspace });
        const rows = stock.map(({ plan, standing }) => {
          const unpaid = changed.has(plan) ? ('changed' as const) : ('new' as const);
          return { plan, standing: standing === 'new' ? unpaid : ('reused' as const) };
        });
        const outcome = await postStickyComment({
          github: await connect(githubToken, signal),
          pullRequestNumber: place.number,
          identity: [environment.GITHUB_WORKFLOW ?? '', environment.GITHUB_JOB ?? ''],
          markdown: writePricePlan({ rows, maxCredits }),
          clock,
          signal,
        });
        log.line(
          outcome === 'not-allowed'
            ? 'Comment: this token may not write one (pull-requests: write), so that the plan stands in the job summary only.'
            : `Comment: the price plan on this pull request was ${outcome}.`,
        );
      } catch (error) {
        signal.throwIfAborted();
        // The plan stands in the summary as well; no render waits for a comment.
        log.warning(
          `The price plan could not be put on the pull request: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    },
  };
}
