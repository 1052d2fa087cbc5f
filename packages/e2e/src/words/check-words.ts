/** Prints every word of words.json that the repository uses, with what to use instead; then exits with 1. */
import { readFile } from 'node:fs/promises';
import { readRepositoryFiles } from '../documents/repository-files.ts';
import { findWords, type WordRules } from './find-words.ts';

interface CheckedPaths {
  /** Patterns of paths. */
  readonly notChecked: readonly string[];
}

const rules: WordRules & CheckedPaths = JSON.parse(
  await readFile(new URL('words.json', import.meta.url), 'utf8'),
);
const files = [...(await readRepositoryFiles())].filter(
  ([path]) => !rules.notChecked.some((pattern) => new RegExp(pattern).test(path)),
);

for (const [path, text] of files) {
  for (const { line, word, use } of findWords({ path, text }, rules)) {
    process.stdout.write(`${path}:${line}: "${word}" → ${use}\n`);
    process.exitCode = 1;
  }
}
