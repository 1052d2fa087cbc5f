/**
 * Prints every word of words.json that a converted part of the repository uses, with what to use
 * instead, and then ends with 1. `--counts` counts the words of all parts, converted or not.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../documents/repository-documents.ts';
import { findWords, type WordRules } from './find-words.ts';

interface CheckedPaths {
  /** Beginnings of paths. */
  readonly notYetConverted: readonly string[];
  /** Patterns of paths. */
  readonly notChecked: readonly string[];
}

const rules: WordRules & CheckedPaths = JSON.parse(
  readFileSync(new URL('words.json', import.meta.url), 'utf8'),
);
const checkedKind = /\.(m?[jt]s|json|md|ya?ml|sh)$|^\.ci\//;

const found = listFiles()
  .filter((path) => checkedKind.test(path) && existsSync(join(repositoryRoot, path)))
  .filter((path) => !rules.notChecked.some((pattern) => new RegExp(pattern).test(path)))
  .flatMap((path) =>
    findWords({ path, text: readFileSync(join(repositoryRoot, path), 'utf8') }, rules),
  );

if (process.argv.includes('--counts')) printCounts();
else printConverted();

function printCounts(): void {
  const counts = Map.groupBy(found, ({ path }) => partOf(path));
  for (const [part, words] of [...counts].toSorted()) {
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

/** Those that git knows, and new ones that it does not ignore. */
function listFiles(): readonly string[] {
  const options = ['--cached', '--others', '--exclude-standard', '-z'];
  return execFileSync('git', ['ls-files', ...options], { cwd: repositoryRoot, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '');
}

/** A package, a folder of the root, or a file of the root. */
function partOf(path: string): string {
  return /^(packages\/e2e\/n8n|packages\/[^/]+|[^/]+)/.exec(path)?.[0] ?? path;
}
