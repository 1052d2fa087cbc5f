import type { Clock } from '@kling-automation/core';
import type { ConnectToGithub } from '../github/connect-to-github.ts';
import { findChangedVideos } from '../plan/changed-videos.ts';
import type { VideoState } from '../plan/existing-videos.ts';
import type { MonthBudget } from '../plan/month-budget.ts';
import type { Preparation } from '../plan/prepare.ts';
import type { ReleaseStore } from '../release/release-store.ts';
import type { HostEvent } from '../runner/host.ts';
import type { Log } from '../runner/log.ts';

/** Shows the price plan on the pull request, if there is one and the input asks for it. */
export type ShowPlan = (options: {
  readonly videos: readonly VideoState[];
  readonly preparation: Preparation;
  readonly month: MonthBudget | undefined;
  readonly releaseStore: ReleaseStore | undefined;
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
  return async ({ log, month, preparation, releaseStore, signal, videos, workspace }) => {
    const { comment, githubToken, maxCredits } = preparation.inputs;
    const { chooseCommentPlace } = await import('./comment-place.ts');
    const place = chooseCommentPlace(comment, event);
    if (place.kind !== 'pull-request' || githubToken === '') return;
    const { writePricePlan } = await import('./price-plan.ts');
    const { postStickyComment } = await import('./sticky-comment.ts');
    try {
      const plans = videos.map(({ plan }) => plan);
      const changed = await findChangedVideos(plans, { releaseStore, workspace });
      const rows = videos.map(({ plan, state }) => {
        const unpaid = changed.has(plan) ? ('changed' as const) : ('new' as const);
        return { plan, state: state === 'new' ? unpaid : ('reused' as const) };
      });
      const outcome = await postStickyComment({
        github: await connect(githubToken, signal),
        pullRequestNumber: place.number,
        identity: [environment.GITHUB_WORKFLOW ?? '', environment.GITHUB_JOB ?? ''],
        markdown: writePricePlan({ rows, maxCredits, month }),
        clock,
        signal,
      });
      log.line(
        outcome === 'not-allowed'
          ? 'Comment: this token may not write one (pull-requests: write), so the plan is only in the job summary.'
          : `Comment: the price plan on this pull request was ${outcome}.`,
      );
    } catch (error) {
      signal.throwIfAborted();
      // The plan is in the summary as well, so a comment never fails the render.
      log.warning(
        `The price plan could not be written to the pull request: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
}
