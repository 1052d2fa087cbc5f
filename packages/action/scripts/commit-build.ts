import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

const buildDirectory = 'packages/action/dist';

/**
 * The runner downloads an archive of the tag before each job, so the archive holds only what it
 * runs. In the tag's commit alone: an archive of the branch is whole.
 */
const archiveAttributes = [
  '# Archives of a release hold the Action and nothing else; the parent commit is its source.',
  '/* export-ignore',
  '/action.yml -export-ignore',
  '/LICENSE -export-ignore',
  '/packages -export-ignore',
  '/packages/* export-ignore',
  '/packages/action -export-ignore',
  '/packages/action/* export-ignore',
  `/${buildDirectory} -export-ignore`,
  '',
].join('\n');

/**
 * Makes a commit that adds the build to the one that is checked out, and returns its id. It is
 * on no branch, and everything about it, dates included, follows from the commit and the build.
 */
export async function commitBuild(options: {
  readonly repository: string;
  readonly message: string;
  readonly environment?: NodeJS.ProcessEnv | undefined;
}): Promise<string> {
  const { message, repository } = options;
  const directory = await mkdtemp(join(tmpdir(), 'release-'));
  const environment = {
    ...(options.environment ?? process.env),
    // An index of its own, so the checkout's is not touched.
    GIT_INDEX_FILE: join(directory, 'index'),
  };
  const git = (parameters: readonly string[], input?: string | Buffer) =>
    runProgram('git', parameters, { directory: repository, environment, input });
  try {
    await git(['read-tree', 'HEAD']);
    // GitHub refuses a tag of GITHUB_TOKEN whose workflows differ from those of every branch.
    await git(['rm', '--cached', '-r', '--quiet', '--ignore-unmatch', '.github']);
    const attributes = await git(['cat-file', '-p', 'HEAD:.gitattributes']).catch(() => '');
    const files = [
      { path: '.gitattributes', content: `${attributes}\n${archiveAttributes}` },
      ...(await readBuild(repository)),
    ];
    for (const { content, path } of files) {
      // As it is: a filter for line ends would change what was built and attested.
      const blob = await git(['hash-object', '-w', '--stdin'], content);
      await git(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`]);
    }
    const tree = await git(['write-tree']);
    const date = await git(['show', '--no-patch', '--format=%cI', 'HEAD']);
    Object.assign(environment, committer(date));
    return await git(['commit-tree', tree, '-p', 'HEAD', '-m', message]);
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function readBuild(repository: string) {
  const directory = join(repository, buildDirectory);
  const names: string[] = await readdir(directory).catch(() => []);
  if (!names.includes('main.mjs')) throw new Error(`There is no build in ${buildDirectory}.`);
  return Promise.all(
    names.sort().map(async (name) => ({
      path: `${buildDirectory}/${name}`,
      content: await readFile(join(directory, name)),
    })),
  );
}

/** GitHub's own name for what a workflow commits. */
function committer(date: string): Record<string, string> {
  const name = 'github-actions[bot]';
  const email = '41898282+github-actions[bot]@users.noreply.github.com';
  return {
    GIT_AUTHOR_DATE: date,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_NAME: name,
    GIT_COMMITTER_DATE: date,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_NAME: name,
  };
}
