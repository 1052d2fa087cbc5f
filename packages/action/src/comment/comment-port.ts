import type { Clock } from '@kling-automation/core';
import type { ConnectToGithub } from '../github/connect-to-github.ts';
import { findChangedVideos } from '../plan/changed-videos.ts';
import type { StockedVideo } from '../plan/existing-videos.ts';
import type { Preparation } from '../plan/prepare.ts';
import type { ReleaseShelf } from '../release/release-shelf.ts';
import type { HostEvent } from '../runner/host.ts';
import type { Log } from '../runner/log.ts';

/** Shows the price plan on the pull request, where there is one and the input asks for it. */
export type ShowPlan = (options: {
  readonly stock: readonly StockedVideo[];
  readonly preparation: Preparation;
  readonly shelf: ReleaseShelf | undefined;
  readonly workspace: string;
  readonly log: Log;
  readonly signal: AbortSignal;
}) => Promise<void>;

/** Writes comments on GitHub; loads what that takes with the first call. */
export function createCommentPort(
  environment: NodeJS.ProcessEnv,
  options: {
    readonly connect: ConnectToGithub;
    readonly event: HostEvent;
    readonly clock: Clock;
  },
): ShowPlan {
  const { clock, connect, event } = options;
  return async ({ log, preparation, shelf, signal, stock, workspace }) => {
    const { comment, githubToken, maxCredits } = preparation.inputs;
    const { chooseCommentPlace } = await import('./comment-place.ts');
    const place = chooseCommentPlace(comment, event);
    if (place.kind !== 'pull-request' || githubToken === '') return;
    const { writePricePlan } = await import('./price-plan.ts');
    const { postStickyComment } = await import('./sticky-comment.ts');
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
  };
}
