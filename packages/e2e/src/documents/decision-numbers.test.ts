import { expect, test } from 'vitest';
import { readRepositoryFiles } from './repository-files.ts';

test('decisions are numbered from 1 in their names and headings, each number once', async () => {
  const decisions = [...(await readRepositoryFiles())]
    .filter(([path]) => /^docs\/decisions\/(?!index\.md)/.test(path))
    .toSorted();

  const numbers = decisions.map(([path, text]) => [
    Number(/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1]),
    Number(/^# (\d+)\. /.exec(text)?.[1]),
  ]);

  expect(numbers.length).toBeGreaterThan(10);
  expect(numbers).toEqual(numbers.map((_, index) => [index + 1, index + 1]));
});
