/** Writes the pages of all errors again; run it when the classes have changed. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../repository-documents.ts';
import { makeErrorReference } from './error-reference.ts';

for (const [language, path] of [
  ['en', 'docs/help/errors.md'],
  ['zh', 'docs/zh/help/errors.md'],
] as const) {
  await writeFile(join(repositoryRoot, path), await makeErrorReference(language));
}
