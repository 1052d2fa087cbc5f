import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventValues } from './event-values.ts';
import { readStoryboard } from './read-storyboard.ts';

const directory = new URL('../../../../examples/storyboards/', import.meta.url);

const values = eventValues(
  {
    name: 'release',
    repository: 'octo-org/demo',
    payload: { release: { name: null, tag_name: 'v1.2.0', body: 'Faster.\n'.repeat(500) } },
  },
  {
    time: Date.UTC(2026, 10, 22),
    timezone: 'UTC',
    vars: { language: 'de', greeting: 'Guten Tag', product: 'Lighthouse' },
  },
);

test.each(readdirSync(directory))('the example %s is sound, and all of it is used', (path) => {
  const text = readFileSync(new URL(path, directory), 'utf8');

  const { issues, skipped, videos } = readStoryboard(text, { path, values });

  expect(issues).toEqual([]);
  expect(skipped).toEqual([]);
  expect(videos.length).toBeGreaterThan(0);
  expect(videos.flatMap(({ warnings }) => warnings)).toEqual([]);
});
