/**
 * Prints every word of words.json that a converted part of the repository uses, with what to use
 * instead, and then exits with 1. `--counts` counts the words of every part, converted or not.
 */
import { readFile } from 'node:fs/promises';
import { readRepositoryFiles } from '../documents/repository-files.ts';
import { findWords, type WordRules } from './find-words.ts';

interface CheckedPaths {
  /** The beginnings of paths. */
  readonly notYetConverted: readonly string[];
  /** Patterns of paths. */
  readonly notChecked: readonly string[];
}

const rules: WordRules & CheckedPaths = JSON.parse(
  await readFile(new URL('words.json', import.meta.url), 'utf8'),
);
const files = [...(await readRepositoryFiles())].filter(
  ([path]) => !rules.notChecked.some((pattern) => new RegExp(pattern).test(path)),
);
const found = files.flatMap(([path, text]) => findWords({ path, text }, rules));

if (process.argv.includes('--counts')) printCounts();
else printConverted();

function printCounts(): void {
  const parts = Map.groupBy(found, ({ path }) => partOf(path));
  for (const [part, words] of [...parts].toSorted()) {
    process.stdout.write(`${part.padEnd(28)}${String(words.length).padStart(5)}\n`);
  }
}

function printConverted(): void {
  const words = found.filter(
    ({ path }) => !rules.notYetConverted.some((beginning) => path.startsWith(beginning)),
  );
  for (const { path, line, word, use } of words) {
    process.stdout.write(`${path}:${line}: "${word}" → ${use}\n`);
  }
  if (words.length > 0) process.exitCode = 1;
}

/** A package, a folder of the root, or a file of the root. */
function partOf(path: string): string {
  return /^(packages\/e2e\/n8n|packages\/[^/]+|[^/]+)/.exec(path)?.[0] ?? path;
}
