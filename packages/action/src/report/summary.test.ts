import { describe, expect, test } from 'vitest';
import { lighthousePlan, rendered } from '../testing/results.ts';
import { writeSummary } from './summary.ts';

describe('the job summary', () => {
  test('has a row for each video', () => {
    const planned = { plan: lighthousePlan, status: 'planned' } as const;

    expect(writeSummary({ results: [rendered, planned] })).toMatchInlineSnapshot(`
      "## Kling video

      **2 videos: 📝 1 planned, ✅ 1 rendered.** 481 credits spent, about $4.81; 480 credits to be spent, about $4.80.

      | Video | Status | Format | Price | Task | File |
      | --- | --- | --- | --- | --- | --- |
      | A lighthouse | ✅ rendered | 8 s, std, 16:9, with sound | 481 credits, about $4.81 | \`task_1\` | \`renders/a-lighthouse-ffffffff.mp4\`, 5.2 MB |
      | A lighthouse | 📝 planned | 8 s, std, 16:9, with sound | 480 credits, about $4.80 (estimate) | – | – |
      "
    `);
  });

  test('shows what is used of the month, this run included', () => {
    const month = { month: 'November 2026', maxCredits: 2000, spentCredits: 620 };

    expect(writeSummary({ results: [rendered], month })).toContain(
      '\n\n1,101 of 2,000 credits are used in November 2026.\n',
    );
  });

  test('shows how to get what was paid', () => {
    const { file: _, ...unfinished } = rendered;

    const summary = writeSummary({ results: [{ ...unfinished, status: 'cancelled' }] });

    expect(summary).toContain('task-id: task_1');
  });

  test('does not offer to go on with a task that is over', () => {
    const { file: _, ...unfinished } = rendered;

    const summary = writeSummary({
      results: [{ ...unfinished, status: 'failed', isTaskOver: true }],
    });

    expect(summary).not.toContain('task-id:');
  });

  test('never shows the signed link', () => {
    expect(writeSummary({ results: [rendered] })).not.toContain('5ecret');
  });

  test('shows a failure as text, line by line', () => {
    const failure = '2 inputs are not valid.\n- mode: it is "<b>4k</b>".\n- prompt: | **x**';

    expect(writeSummary({ results: [], failure })).toMatchInlineSnapshot(`
      "## Kling video

      > [!CAUTION]
      > 2 inputs are not valid.
      > - mode&#58; it is &#34;&#60;b&#62;4k&#60;/b&#62;&#34;.
      > - prompt&#58; &#124; &#42;&#42;x&#42;&#42;
      "
    `);
  });
});
