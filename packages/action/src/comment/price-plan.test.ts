import { describe, expect, test } from 'vitest';
import { lighthousePlan } from '../testing/results.ts';
import { type PlanRow, writePricePlan } from './price-plan.ts';

const added: PlanRow = { plan: lighthousePlan, state: 'new' };
const changed: PlanRow = { plan: lighthousePlan, state: 'changed' };
const reused: PlanRow = { plan: lighthousePlan, state: 'reused' };

describe('the price plan', () => {
  test('shows what is new, changed and reused, and what it costs', () => {
    expect(writePricePlan({ rows: [added, changed, reused] })).toBe(`### Kling videos: price plan

**960 credits, about $9.60** for 2 videos. 1 video reused, which saves 480 credits, about $4.80.

| Video | | Format | Price | File |
| --- | --- | --- | --- | --- |
| A lighthouse | 🆕 new | 8 s, std, 16:9, with sound | 480 credits, about $4.80 | \`renders/a-lighthouse-ffffffff.mp4\` |
| A lighthouse | ✏️ changed | 8 s, std, 16:9, with sound | 480 credits, about $4.80 | \`renders/a-lighthouse-ffffffff.mp4\` |
| A lighthouse | ♻️ reused | 8 s, std, 16:9, with sound | 0 credits | \`renders/a-lighthouse-ffffffff.mp4\` |

Estimates by the price table. Nothing was sent and nothing was charged for this plan.
`);
  });

  test.each([
    ['nothing to pay', [reused], undefined, '**Nothing to pay.** 1 video reused'],
    ['one video', [added], undefined, '**480 credits, about $4.80** for 1 video.'],
    ['too much', [added], 100, 'exceeds the limit of 100 credits: the run would not start'],
    ['just enough', [added], 480, 'for 1 video.\n'],
  ])('has a verdict for %s', (_what, rows, maxCredits, words) => {
    expect(writePricePlan({ rows, maxCredits })).toContain(words);
  });

  test('stays below what a comment holds, with hundreds of long prompts', () => {
    const plan = { ...lighthousePlan, description: '@#:'.repeat(500) };
    const rows = Array.from({ length: 300 }, (): PlanRow => ({ plan, state: 'new' }));

    const markdown = writePricePlan({ rows });

    expect(markdown).toMatch(/… and 2\d\d videos more/);
    expect(markdown.length).toBeLessThan(65_000);
  });
});
