import { expect, test } from 'vitest';
import { planStoryboard } from './plan-storyboard.ts';

test('shows the price and the shots of each video', () => {
  const plan = planStoryboard(`
defaults: { sound: false }
videos:
  - name: teaser
    prompt: A lighthouse at dawn
    duration: 3
  - mode: pro
    shots:
      - { prompt: The lamp, duration: 3 }
      - { prompt: The sea, duration: 4 }
`);

  expect(plan).toMatchObject({ issues: [], credits: 498 });
  expect(plan.videos.map(({ name, seconds }) => [name, seconds])).toEqual([
    ['teaser', 3],
    ['video 2', 7],
  ]);
  expect(plan.videos[1]?.shots).toEqual([
    { prompt: 'The lamp', seconds: 3 },
    { prompt: 'The sea', seconds: 4 },
  ]);
});

test('shows issues with line and column, and no price', () => {
  const plan = planStoryboard('videos:\n  - promt: A lighthouse\n    duration: 20\n');

  expect(plan.credits).toBeUndefined();
  expect(plan.issues).toContainEqual(expect.objectContaining({ line: 2, column: 5 }));
  expect(plan.issues).toContainEqual(expect.objectContaining({ line: 3, column: 15 }));
});

test('fills in placeholders, and names what a workflow would give', () => {
  const plan = planStoryboard(
    'videos:\n  - prompt: "{{ vars.product }} {{ release.tag }}"\n    when: "{{ event }} == push"\n  - prompt: "{{ vars.product }}"\n',
  );

  expect(plan).toMatchObject({ issues: [], skipped: ['videos[0]'] });
  expect(plan.videos[0]?.shots[0]?.prompt).toBe('product');
});
