import { expect, test } from 'vitest';
import { readRepositoryFile } from '../documents/repository-documents.ts';

test('the vocabulary has at most 28 words, each with one row', async () => {
  const { text } = await readRepositoryFile('docs/vocabulary.md');

  const words = [...text.matchAll(/^\| \*\*(.+?)\*\* \|/gm)].map(([, word]) => word);

  expect(words.length).toBeGreaterThan(20);
  expect(words.length).toBeLessThanOrEqual(28);
  expect(new Set(words).size).toBe(words.length);
});
