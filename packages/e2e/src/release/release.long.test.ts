import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const repository = fileURLToPath(new URL('../../../..', import.meta.url));
const run = promisify(execFile);

/** Git as on a machine that nobody has set up. */
const environment = {
  ...process.env,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A maintainer',
  GIT_AUTHOR_EMAIL: 'maintainer@example.com',
  GIT_COMMITTER_NAME: 'A maintainer',
  GIT_COMMITTER_EMAIL: 'maintainer@example.com',
};

describe('the first release, against a repository on this machine', () => {
  let root: string;
  let checkout: string;
  let remote: string;

  const runIn = async (directory: string, program: string, ...words: readonly string[]) =>
    (await run(program, words, { cwd: directory, env: environment })).stdout.trim();
  const git = (...words: readonly string[]) => runIn(checkout, 'git', ...words);
  const tags = async () => (await runIn(remote, 'git', 'tag')).split('\n');
  const release = () =>
    runIn(
      checkout,
      process.execPath,
      'packages/action/scripts/release-action.ts',
      '--remote',
      remote,
    );

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'release-'));
    checkout = join(root, 'checkout');
    remote = join(root, 'remote.git');
    await runIn(root, 'git', 'init', '--quiet', '--bare', remote);
    // What is committed, with what is changed and not ignored: a test must see the files of today.
    const files = await runIn(repository, 'git', 'ls-files', '-co', '--exclude-standard', '-z');
    for (const path of files.split('\0').filter((each) => each !== '')) {
      // A file that is deleted and not committed yet.
      await cp(join(repository, path), join(checkout, path)).catch(() => {});
    }
    await symlink(join(repository, 'node_modules'), join(checkout, 'node_modules'));
    for (const name of await readdir(join(checkout, 'packages'))) {
      const copied = join(checkout, 'packages', name);
      const original = join(repository, 'packages', name);
      await symlink(join(original, 'node_modules'), join(copied, 'node_modules'));
      await cp(join(original, 'dist'), join(copied, 'dist'), { recursive: true }).catch(() => {});
    }
    await git('init', '--quiet', '--initial-branch=main');
    await git('add', '--all');
    await git('commit', '--quiet', '--message', 'Everything');
  });
  afterAll(() => rm(root, { recursive: true }));

  test('is version 0.1.0 of every package, with the changes for users', async () => {
    await runIn(checkout, process.execPath, 'node_modules/@changesets/cli/bin.js', 'version');
    await git('add', '--all');
    await git('commit', '--quiet', '--message', 'Version Packages');

    for (const name of ['core', 'sandbox', 'n8n-nodes-kling', 'action']) {
      const text = await readFile(join(checkout, 'packages', name, 'package.json'), 'utf8');
      const changes = await readFile(join(checkout, 'packages', name, 'CHANGELOG.md'), 'utf8');

      expect(JSON.parse(text)).toMatchObject({ version: '0.1.0' });
      expect(changes).toContain('## 0.1.0');
      expect(changes).toContain('A video is paid once');
    }
  });

  test('packs what is published with ranges, its licence and no sources', async () => {
    for (const name of ['core', 'sandbox', 'n8n-nodes-kling']) {
      const folder = join(checkout, 'packages', name);
      const packed = join(root, name);
      await runIn(folder, 'npx', 'pnpm@12.21.0', 'pack', '--pack-destination', packed);
      const [tarball = ''] = await readdir(packed);
      await runIn(packed, 'tar', '-xzf', tarball);
      const text = await readFile(join(packed, 'package', 'package.json'), 'utf8');
      const manifest: { dependencies?: Record<string, string> } = JSON.parse(text);
      const files = await readdir(join(packed, 'package'));

      expect(manifest).toMatchObject({ version: '0.1.0', license: 'MIT', bugs: expect.anything() });
      expect(text).not.toMatch(/workspace:|catalog:|postinstall/);
      for (const range of Object.values(manifest.dependencies ?? {}))
        expect(range).toMatch(/^[\^*]/);
      expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist']));
      expect(files).not.toContain('src');
    }
  });

  test('tags the build, does nothing the second time, and repairs a tag that is lost', async () => {
    await git('push', '--quiet', remote, 'main');
    await release();
    expect(await tags()).toEqual(['v0', 'v0.1.0']);
    const first = await runIn(remote, 'git', 'rev-parse', 'v0.1.0');

    expect(await release()).toContain(`v0.1.0 is ${first} already.`);

    await runIn(remote, 'git', 'tag', '--delete', 'v0');
    await git('commit', '--quiet', '--allow-empty', '--message', 'A later commit');
    await release();
    expect(await runIn(remote, 'git', 'rev-parse', 'v0')).toBe(first);
    expect(await runIn(remote, 'git', 'ls-tree', '-r', '--name-only', 'v0')).not.toContain(
      '.github/',
    );
  });
});
