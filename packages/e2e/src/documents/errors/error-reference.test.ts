import { describe, expect, test } from 'vitest';
import { readRepositoryFile } from '../repository-documents.ts';
import { errorExamples } from './error-examples.ts';
import { makeErrorReference } from './error-reference.ts';

describe('the page of all errors', () => {
  test.each([
    ['en', 'docs/help/errors.md'],
    ['zh', 'docs/zh/help/errors.md'],
  ] as const)('is what the classes report: %s', async (language, path) => {
    const { text } = await readRepositoryFile(path);

    expect(text, 'Run packages/e2e/src/documents/errors/write-error-reference.ts').toBe(
      await makeErrorReference(language),
    );
  });

  test.each(Object.entries(errorExamples))('shows errors of the code %s', (code, examples) => {
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(example.code).toBe(code);
  });
});
