import type { Clock } from '@kling-automation/core';
import type { ConnectToGithub } from '../github/connect-to-github.ts';
import { findChangedVideos } from '../plan/changed-videos.ts';
import type { VideoState } from '../plan/existing-videos.ts';
import type { MonthBudget } from '../plan/month-budget.ts';
import type { Preparation } from '../plan/prepare.ts';
import type { ReleaseStore } from '../release/release-store.ts';
import type { VideoResult } from '../report/video-result.ts';
import type { HostEvent } from '../runner/host.ts';
import type { Log } from '../runner/log.ts';
import { withinLimit } from '../runner/within-limit.ts';
import { describeMatrix, jobIdentity } from './job-name.ts';
import type { StickyComment } from './sticky-comment.ts';

/** The step's comment on the pull request, if there is one and the input asks for it. */
export interface PullRequestComment {
  /** Shows what the videos will cost. */
  showPlan(
    options: CommentOptions & {
      readonly videos: readonly VideoState[];
      readonly month: MonthBudget | undefined;
      readonly releaseStore: ReleaseStore | undefined;
      readonly workspace: string;
    },
  ): Promise<void>;
  /** Shows what became of them, in place of the plan. Sends nothing where no plan was shown. */
  showResult(options: CommentOptions & { readonly results: readonly VideoResult[] }): Promise<void>;
}

interface CommentOptions {
  readonly preparation: Preparation;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** The summary has the same facts, so a GitHub that does not respond holds nothing up. */
const longestMilliseconds = 10_000;

/** Writes the comment on GitHub; loads what that takes with the first call. */
export function createCommentPort(
  environment: NodeJS.ProcessEnv,
  options: {
    readonly connect: ConnectToGithub;
    readonly event: HostEvent;
    readonly clock: Clock;
  },
): PullRequestComment {
  const { clock, connect, event } = options;
  let postedTo: number | undefined;

  async function post(
    prepare: () => Promise<StickyComment['write']>,
    pullRequestNumber: number,
    { log, preparation, signal }: CommentOptions,
  ): Promise<void> {
    const { postStickyComment } = await import('./sticky-comment.ts');
    try {
      const write = await prepare();
      const { matrix } = preparation.inputs;
      const postWithin = async (limited: AbortSignal) =>
        postStickyComment({
          github: await connect(preparation.inputs.githubToken, limited),
          pullRequestNumber,
          identity: jobIdentity(environment, matrix),
          hasCompany: matrix !== '',
          write,
          clock,
          signal: limited,
        });
      const limit = { milliseconds: longestMilliseconds, clock, signal };
      const outcome = await withinLimit(postWithin, limit);
      postedTo = outcome === 'not-allowed' ? undefined : pullRequestNumber;
      log.line(
        outcome === 'not-allowed'
          ? 'Comment: this token may not write one (pull-requests: write), so the plan is only in the job summary.'
          : `Comment: the one on this pull request was ${outcome}.`,
      );
    } catch (error) {
      signal.throwIfAborted();
      // The facts are in the summary as well, so a comment never fails the render.
      log.warning(
        `The comment on the pull request could not be written: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  return {
    async showPlan(plan) {
      const { comment, githubToken, matrix, maxCredits } = plan.preparation.inputs;
      const { chooseCommentPlace } = await import('./comment-place.ts');
      const place = chooseCommentPlace(comment, event);
      if (place.kind !== 'pull-request' || githubToken === '') return;
      const { writePricePlan } = await import('./price-plan.ts');
      const prepare = async () => {
        const unpaid = plan.videos.filter(({ state }) => state === 'new');
        const changed = await findChangedVideos(
          unpaid.map((video) => video.plan),
          plan,
        );
        const rows = plan.videos.map((video) => {
          const state = changed.has(video.plan) ? ('changed' as const) : ('new' as const);
          return { plan: video.plan, state: video.state === 'new' ? state : ('reused' as const) };
        });
        const job = describeMatrix(matrix);
        return (mostCharacters: number) =>
          writePricePlan({ rows, maxCredits, month: plan.month, job, mostCharacters });
      };
      await post(prepare, place.number, plan);
    },
    async showResult({ results, ...result }) {
      if (postedTo === undefined) return;
      const { writeRenderResult } = await import('./render-result.ts');
      const { matrix, maxCredits } = result.preparation.inputs;
      const job = describeMatrix(matrix);
      const prepare = async () => (mostCharacters: number) =>
        writeRenderResult(results, { maxCredits, job, mostCharacters });
      await post(prepare, postedTo, result);
    },
  };
}
