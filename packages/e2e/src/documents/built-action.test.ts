import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readActionManifest } from '../runner/action-manifest.ts';
import { repositoryRoot } from './repository-documents.ts';

const directory = join(repositoryRoot, 'packages/action/dist');
const files = new Map(
  await Promise.all(
    (await readdir(directory)).map(
      async (name) => [name, await readFile(join(directory, name), 'utf8')] as const,
    ),
  ),
);

/** The files that a file imports before it runs. */
function imports(name: string): readonly string[] {
  const matches = (files.get(name) ?? '').matchAll(/\b(?:from|import)\s*["'`]\.\/([^"'`]+)["'`]/g);
  return [...matches].map(([, path = '']) => path);
}

/** Everything that is loaded to start a script. */
function loadedBy(name: string, seen: readonly string[] = []): readonly string[] {
  if (seen.includes(name)) return seen;
  return imports(name).reduce<readonly string[]>(
    (all, next) => loadedBy(next, all),
    [...seen, name],
  );
}

function kilobytes(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + (files.get(name)?.length ?? 0), 0) / 1000;
}

describe('the built Action', () => {
  test('has the scripts that action.yml names', async () => {
    const { main, post } = await readActionManifest(repositoryRoot);

    expect([main, post]).toEqual([
      'packages/action/dist/main.mjs',
      'packages/action/dist/post.mjs',
    ]);
    expect([...files.keys()]).toEqual(expect.arrayContaining(['main.mjs', 'post.mjs']));
  });

  test('has the licence of everything that is in it', () => {
    const notices = files.get('THIRD-PARTY-NOTICES.txt') ?? '';
    const titles = notices.match(/^\S+ \d+\.\d+\.\d+ \(.+\)$/gm) ?? [];

    for (const name of ['@actions/core', '@azure/core-client', 'undici', 'yaml', 'zod']) {
      expect(titles).toContainEqual(expect.stringContaining(`${name} `));
    }
    expect(titles.length).toBeGreaterThan(50);
    expect(notices.match(/has no text of its licence/g)).toHaveLength(2);
  });

  test('consists of whole files: each import is there', () => {
    const imported = [...files.keys()].flatMap(imports);

    expect(imported.filter((name) => !files.has(name))).toEqual([]);
  });

  test('loads less than 1.2 MB to start, and the toolkit for GitHub and its cache only when used', () => {
    const loaded = loadedBy('main.mjs');
    // Words of @actions/github and @actions/cache.
    const telltale = /octokit\/graphql|GetCacheEntryDownloadURL/;
    const scripts = [...files.keys()].filter((name) => name.endsWith('.mjs'));
    const holders = scripts.filter((name) => telltale.test(files.get(name) ?? ''));

    expect(kilobytes(loaded)).toBeLessThan(1200);
    expect(holders).toHaveLength(2);
    expect(holders.filter((name) => loaded.includes(name))).toEqual([]);
  });

  test('loads little for the post step, and no client', () => {
    expect(kilobytes(loadedBy('post.mjs'))).toBeLessThan(20);
  });

  // main.mjs waits for the whole step; a part that imports it would wait for main.mjs, for ever.
  test('has no part that imports main.mjs', () => {
    for (const name of files.keys()) expect(imports(name)).not.toContain('main.mjs');
  });

  test('contains nothing of the machine it was built on', () => {
    const code = [...files.values()].join('\n');

    expect(code).not.toContain(repositoryRoot);
    expect(code).not.toContain('sourceMappingURL=data:');
  });
});
