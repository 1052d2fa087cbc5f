import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readStoryboard } from '@kling-automation/action/storyboard';
import { describe, expect, test } from 'vitest';
import { findCodeBlocks } from './code-blocks.ts';
import { errorExamples } from './errors/error-examples.ts';
import { readRepositoryFile, repositoryRoot } from './repository-documents.ts';
import { readRepositoryFiles } from './repository-files.ts';
import { readSitePages } from './site-pages.ts';

const blocks = [...(await readSitePages()), ...(await readSitePages('docs/zh'))].flatMap(
  findCodeBlocks,
);

function blocksIn(language: string) {
  return blocks.filter((block) => block.language === language);
}

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  (await readRepositoryFile('package.json')).text,
);

/** The transcripts of the scenarios, and the errors of core. */
const shownMessages = [
  ...[...(await readRepositoryFiles()).keys()]
    .filter((path) => path.includes('/scenarios/transcripts/'))
    .map((path) => readFileSync(join(repositoryRoot, path), 'utf8')),
  ...Object.values(errorExamples)
    .flat()
    .map(({ message }) => message),
].join('\n');

describe('the blocks of code in the pages', () => {
  test('are in languages that the tests check', () => {
    const languages = new Set(blocks.map(({ language }) => language));

    // Workflows: readme-snippets.test.ts. Programs: readme-programs.long.test.ts.
    expect([...languages].toSorted()).toEqual([
      'json',
      'sh',
      'text',
      'ts',
      'yaml',
      'yaml storyboard',
    ]);
  });

  test.each(blocksIn('text'))('$name is a message that is really shown', ({ code }) => {
    expect(shownMessages).toContain(code.trim());
  });

  test.each(blocksIn('yaml storyboard'))('$name is a storyboard', ({ code }) => {
    const { issues, videos } = readStoryboard(code, { path: 'videos.yml', values: new Map() });

    expect(issues).toEqual([]);
    expect(videos.length).toBeGreaterThan(0);
  });

  test.each(blocksIn('json'))('$name is JSON', ({ code }) => {
    expect(Object.keys(JSON.parse(code))).not.toEqual([]);
  });

  test.each(blocksIn('sh'))('$name is a script that a shell can read', async ({ code }) => {
    await expect(promisify(execFile)('bash', ['-n', '-c', code])).resolves.toMatchObject({
      stderr: '',
    });
  });

  test.each(blocksIn('sh'))('$name runs only scripts of this repository', ({ code }) => {
    const ran = [...code.matchAll(/pnpm@12\.21\.0 (?:run )?([\w:]+)/g)].map(([, name]) => name);

    expect(ran.filter((name) => name !== undefined && scripts[name] === undefined)).toEqual([]);
  });
});
