import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RepositoryFiles } from './broken-references.ts';
import { repositoryRoot } from './repository-documents.ts';

/** Reads every file that git tracks or would track; pictures and the like have an empty text. */
export async function readRepositoryFiles(): Promise<RepositoryFiles> {
  const arguments_ = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await promisify(execFile)('git', arguments_, { cwd: repositoryRoot });
  const paths = [...new Set(stdout.split('\0').filter((path) => path !== ''))];
  const files = await Promise.all(paths.map(readText));
  return new Map(files.flat());
}

async function readText(path: string): Promise<readonly (readonly [string, string])[]> {
  if (!/\.(?:ts|mts|md|ya?ml|json)$/.test(path)) return [[path, '']];
  try {
    return [[path, await readFile(join(repositoryRoot, path), 'utf8')]];
  } catch {
    // Deleted, and not yet committed.
    return [];
  }
}
