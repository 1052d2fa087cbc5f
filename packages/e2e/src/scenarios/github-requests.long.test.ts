import { describe, test } from 'vitest';
import { countGithubRequests } from './count-github-requests.ts';

describe.concurrent('requests to GitHub', { timeout: 240_000 }, () => {
  test.for([
    [1, {}],
    [5, {}],
    [5, { 'max-credits': '1500', 'max-credits-per-month': '2000' }],
  ] as const)(
    'of %i videos are at most 7 each and 10 once, and 1 each to use them again: %j',
    async ([videos, inputs], { expect }) => {
      const count = await countGithubRequests(videos, inputs);

      expect(count).toMatchObject({ attached: videos, paid: videos });
      expect(count.fresh).toBeLessThanOrEqual(10 + 7 * videos);
      expect(count.reuse).toBeLessThanOrEqual(10 + videos);
    },
  );
});
