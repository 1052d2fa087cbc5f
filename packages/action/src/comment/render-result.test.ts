import { describe, expect, test } from 'vitest';
import type { VideoResult } from '../report/video-result.ts';
import { lighthousePlan, rendered } from '../testing/results.ts';
import { writeRenderResult } from './render-result.ts';

const attached = { ...rendered, assetUrl: 'https://github.test/teaser.mp4' };
const reused: VideoResult = { ...rendered, status: 'reused', isAlreadyPaid: true };
const failed: VideoResult = { plan: lighthousePlan, status: 'failed', taskId: 'task_2' };
const unsent: VideoResult = { plan: lighthousePlan, status: 'failed' };

describe('the result on a pull request', () => {
  test('has totals, and for each video what became of it and where it is', () => {
    expect(
      writeRenderResult([attached, reused, failed, unsent], { maxCredits: 2000 }),
    ).toBe(`### Kling videos: result

**4 videos: ❌ 2 failed, ✅ 1 rendered, ♻️ 1 reused.** 961 credits spent, about $9.61, of at most 2,000.

| Video | | Format | Spent | File |
| --- | --- | --- | --- | --- |
| A lighthouse | ✅ rendered | 8 s, std, 16:9, with sound | 481 credits, about $4.81 | [\`renders/a-lighthouse-ffffffff.mp4\`](https://github.test/teaser.mp4) |
| A lighthouse | ♻️ reused | 8 s, std, 16:9, with sound | 0 credits | \`renders/a-lighthouse-ffffffff.mp4\` |
| A lighthouse | ❌ failed | 8 s, std, 16:9, with sound | 480 credits, about $4.80 | task \`task_2\` |
| A lighthouse | ❌ failed | 8 s, std, 16:9, with sound | 0 credits | – |

Credits by the API, or else by the price table. The files are with the run, and on the release if there is one.
`);
  });

  test('has the dollars of the given rate, and no signed URL', () => {
    const plan = { ...lighthousePlan, usdPerCredit: 0.02 };
    const markdown = writeRenderResult([{ ...rendered, plan }]);

    expect(markdown).toContain('481 credits spent, about $9.62');
    expect(markdown).not.toContain('5ecret');
  });

  test('stays below what a comment holds, with hundreds of long prompts', () => {
    const plan = { ...lighthousePlan, description: '@#:'.repeat(500) };

    const markdown = writeRenderResult(Array.from({ length: 300 }, () => ({ ...rendered, plan })));

    expect(markdown).toMatch(/… and 2\d\d videos more/);
    expect(markdown.length).toBeLessThan(65_000);
  });
});
