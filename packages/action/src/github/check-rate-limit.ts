import type { GithubTraffic } from './github-traffic.ts';

/** GitHub does not allow the requests that a run needs. */
export class GithubRateLimitError extends Error {
  override readonly name = 'GithubRateLimitError';
}

/** To remember a video and attach it in place of an earlier one. */
const requestsPerVideo = 9;

/** For what a run reads and writes once. */
const requestsPerRun = 10;

/** A run of more videos takes so long that the limit is full again before its end. */
const maxVideos = 90;

/**
 * Checks before anything is paid that new videos can be remembered and attached.
 *
 * @throws {GithubRateLimitError} when they cannot.
 */
export function checkRateLimit(videos: number, traffic: Pick<GithubTraffic, 'rateLimit'>): void {
  const limit = traffic.rateLimit();
  const needed = Math.min(videos, maxVideos) * requestsPerVideo + requestsPerRun;
  if (videos === 0 || limit === undefined || limit.remaining >= needed) return;
  const time = new Date(limit.resetAt).toISOString().slice(11, 16);
  throw new GithubRateLimitError(
    `GitHub allows this token ${limit.remaining} more requests before ${time} UTC, and to remember and attach ${videos === 1 ? 'a video' : `${videos} videos`} takes up to ${needed}. Nothing was submitted. Run the step again after ${time} UTC, or with fewer videos.`,
  );
}
