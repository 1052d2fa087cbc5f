import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { releaseTags } from './release-tags.ts';
import { runProgram } from './run-program.ts';

/** Git as on a machine that nobody has set up. */
const environment = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A developer',
  GIT_AUTHOR_EMAIL: 'developer@example.com',
  GIT_COMMITTER_NAME: 'A developer',
  GIT_COMMITTER_EMAIL: 'developer@example.com',
};

describe('releasing the Action', () => {
  let root: string;
  let repository: string;
  let remote: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'release-test-'));
    repository = join(root, 'checkout');
    remote = join(root, 'remote.git');
    await runProgram('git', ['init', '--quiet', '--bare', remote], { directory: root });
    await runProgram('git', ['init', '--quiet', '--initial-branch=main', repository], {
      directory: root,
    });
    await write('.gitattributes', '* text=auto eol=lf\n');
    await write('.gitignore', 'dist/\n');
    await write('LICENSE', 'MIT\n');
    await write('README.md', 'A monorepo\n');
    await write('action.yml', 'runs: { using: node24, main: packages/action/dist/main.mjs }\n');
    await write('packages/action/src/main.ts', 'export {};\n');
    await write('packages/core/src/index.ts', 'export {};\n');
    await commit('A first commit');
    await git('push', '--quiet', remote, 'main');
    await build('first');
  });
  afterEach(() => rm(root, { recursive: true }));

  const git = (...parameters: readonly string[]) =>
    runProgram('git', parameters, { directory: repository, environment });
  const gitThere = (...parameters: readonly string[]) =>
    runProgram('git', parameters, { directory: remote, environment });
  const release = (version: string) => releaseTags({ repository, remote, version, environment });

  async function write(path: string, content: string) {
    await mkdir(join(repository, path, '..'), { recursive: true });
    await writeFile(join(repository, path), content);
  }
  async function commit(message: string) {
    await git('add', '--all');
    await git('commit', '--quiet', '--message', message);
  }
  async function build(content: string) {
    await write('packages/action/dist/main.mjs', `// ${content}\r\n`);
    await write('packages/action/dist/post.mjs', `// ${content}\n`);
  }
  async function nextCommit(content: string) {
    await write('packages/action/src/main.ts', `export const text = '${content}';\n`);
    await commit(content);
    await build(content);
  }

  test('puts the build on the tag, byte by byte, and on no branch', async () => {
    const before = await git('rev-parse', 'HEAD');

    const { commit: released, tag } = await release('1.0.0');

    expect(tag).toBe('v1.0.0');
    expect(await gitThere('rev-parse', 'v1.0.0')).toBe(released);
    expect(await gitThere('rev-parse', 'v1.0.0^')).toBe(before);
    expect(await gitThere('show', 'v1.0.0:packages/action/dist/main.mjs')).toBe('// first');
    expect(await gitThere('cat-file', '-s', 'v1.0.0:packages/action/dist/main.mjs')).toBe('10');
    expect(await gitThere('rev-parse', 'main')).toBe(before);
    expect(await gitThere('ls-tree', '-r', '--name-only', 'main')).not.toContain('dist');
    expect(await gitThere('for-each-ref', '--format=%(refname)')).toBe(
      'refs/heads/main\nrefs/tags/v1\nrefs/tags/v1.0.0',
    );
  });

  test('leaves the checkout as it was', async () => {
    const before = await git('rev-parse', 'HEAD');

    await release('1.0.0');

    expect(await git('status', '--porcelain')).toBe('');
    expect(await git('symbolic-ref', 'HEAD')).toBe('refs/heads/main');
    expect(await git('rev-parse', 'HEAD')).toBe(before);
    expect(await git('tag')).toBe('');
    expect(await git('ls-files')).not.toContain('dist');
  });

  test('lets the runner download the Action and nothing else', async () => {
    await release('1.0.0');
    await gitThere('archive', '--output', join(root, 'tag.tar'), 'v1.0.0');
    await gitThere('archive', '--output', join(root, 'main.tar'), 'main');
    const list = (name: string) => runProgram('tar', ['-tf', name], { directory: root });

    expect((await list('tag.tar')).split('\n').filter((path) => !path.endsWith('/'))).toEqual([
      'LICENSE',
      'action.yml',
      'packages/action/dist/main.mjs',
      'packages/action/dist/post.mjs',
    ]);
    expect(await list('main.tar')).toContain('packages/core/src/index.ts');
  });

  test('moves the floating tag with each release of its line', async () => {
    await release('1.0.0');
    await nextCommit('second');
    const { commit: second } = await release('1.1.0');
    await nextCommit('third');
    const { commit: third } = await release('2.0.0');

    expect(await gitThere('rev-parse', 'v1')).toBe(second);
    expect(await gitThere('rev-parse', 'v2')).toBe(third);
  });

  test('never moves it back, nor to a preview', async () => {
    const { commit: first } = await release('1.10.0');
    await nextCommit('a fix of an older version');
    const { report } = await release('1.9.1');
    await nextCommit('a preview');
    await release('1.11.0-beta.0');

    expect(report).toContain('v1 stays where it is.');
    expect(await gitThere('rev-parse', 'v1')).toBe(first);
  });

  test('does nothing the second time', async () => {
    const first = await release('1.0.0');
    const before = await gitThere('for-each-ref');

    const second = await release('1.0.0');

    expect(second).toMatchObject({ commit: first.commit, tag: 'v1.0.0' });
    expect(second.report).toContain('already');
    expect(await gitThere('for-each-ref')).toBe(before);
  });

  test('finishes what was cut short between the two tags', async () => {
    const { commit: released } = await release('1.0.0');
    await gitThere('update-ref', '-d', 'refs/tags/v1');

    await release('1.0.0');

    expect(await gitThere('rev-parse', 'v1')).toBe(released);
  });

  test.each([
    ['from another commit', () => nextCommit('second')],
    ['with another build', () => build('second')],
  ])('never moves the tag of a version %s', async (_case, change) => {
    await release('1.0.0');
    const before = await gitThere('for-each-ref');
    await change();

    const { report } = await release('1.0.0');

    expect(report).toMatch(/^v1\.0\.0 is [0-9a-f]{40} already\.$/m);
    expect(await gitThere('for-each-ref')).toBe(before);
  });

  test('finishes from a later commit what was cut short', async () => {
    const { commit: released } = await release('1.0.0');
    await gitThere('update-ref', '-d', 'refs/tags/v1');
    await nextCommit('a change of the documents');

    await release('1.0.0');

    expect(await gitThere('rev-parse', 'v1')).toBe(released);
  });

  test('puts no workflow on the tag, because GitHub refuses tags with workflows of no branch', async () => {
    await write('.github/workflows/ci.yml', 'on: push\n');
    await commit('A workflow');

    await release('1.0.0');

    expect(await gitThere('ls-tree', '-r', '--name-only', 'v1.0.0')).not.toContain('.github');
  });

  test('is refused while something is not committed', async () => {
    await write('action.yml', 'changed\n');

    await expect(release('1.0.0')).rejects.toThrow(/made of what is committed.*action\.yml/s);
  });

  test('is refused without a build', async () => {
    await rm(join(repository, 'packages/action/dist'), { recursive: true });

    await expect(release('1.0.0')).rejects.toThrow('There is no build');
  });

  test('is refused for what is not a version', async () => {
    await expect(release('next')).rejects.toThrow('"next" is not a version');
  });

  test('pushes both tags or none', async () => {
    // A rule of the remote that protects v1, as GitHub's rulesets do.
    const hook = join(remote, 'hooks/update');
    await writeFile(hook, '#!/bin/sh\n[ "$1" != refs/tags/v1 ]\n', { mode: 0o755 });

    await expect(release('1.0.0')).rejects.toThrow(/git push/);
    expect(await gitThere('tag')).toBe('');
  });
});
