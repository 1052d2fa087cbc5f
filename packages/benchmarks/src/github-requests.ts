import { countGithubRequests } from '@kling-automation/e2e/github-requests';

/** With the limits of both inputs, which the Action has to read again before each payment. */
const limits = { 'max-credits': '100000', 'max-credits-per-month': '100000' };

/** Each number is rendered and attached, then asked for again, with the 1,000 requests of an hour. */
export async function measureGithubRequests() {
  const counts = [];
  for (const videos of [1, 5, 20, 50]) {
    counts.push({ limit: 'none', ...(await countGithubRequests(videos)) });
  }
  counts.push({ limit: 'both', ...(await countGithubRequests(5, limits)) });
  return counts.map(({ attached, fresh, limit, reuse, videos }) => ({
    videos: `${videos}`,
    limit,
    attached: `${attached}`,
    requests: `${fresh}`,
    'a video': (fresh / videos).toFixed(1),
    'to use again': `${reuse}`,
  }));
}
