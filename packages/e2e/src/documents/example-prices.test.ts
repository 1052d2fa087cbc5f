import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createJobDirectories } from '../runner/job-directories.ts';
import { runAction } from '../runner/run-action.ts';
import { readRepositoryFile, repositoryRoot } from './repository-documents.ts';
import { readWorkflow } from './workflow.ts';

const release = { name: 'release', payload: { release: { id: 1, tag_name: 'v1.2.0', body: '' } } };
const pullRequest = {
  name: 'pull_request',
  payload: { pull_request: { number: 7, head: { repo: { full_name: 'octo-org/demo' } } } },
};

/** The values of the expressions in the examples. */
const values: Readonly<Record<string, string>> = {
  'secrets.API_IN_ONE_KEY': 'aio_example',
  'inputs.tag': 'v1.2.0',
  'inputs.tag || github.event.release.tag_name': 'v1.2.0',
  "inputs.tag || 'auto'": 'auto',
  'matrix.language': '中文',
  'matrix.greeting': '早上好！构建已经完成。',
};

function evaluate(text: string): string {
  return text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_match, expression: string) => {
    const value = values[expression];
    if (value === undefined) throw new Error(`Give "${expression}" a value in this test.`);
    return value;
  });
}

/** Plans what an example would render, with the built Action and without any network. */
async function plan(
  path: string,
  event: { readonly name: string; readonly payload: unknown } = { name: 'schedule', payload: {} },
) {
  const { steps } = readWorkflow(await readRepositoryFile(path));
  const [step] = steps.filter(({ isOurs }) => isOurs);
  const inputs = Object.entries(step?.inputs ?? {}).map(([name, text]) => [name, evaluate(text)]);
  const directories = await createJobDirectories({ eventPayload: {} });
  await cp(join(repositoryRoot, 'examples'), join(directories.workspace, 'examples'), {
    recursive: true,
  });
  const run = await runAction({
    actionDirectory: repositoryRoot,
    workspace: directories.workspace,
    event,
    // Nothing is asked of GitHub here.
    inputs: { ...Object.fromEntries(inputs), 'dry-run': 'true', release: '', comment: 'false' },
  });
  await run.remove();
  await directories.remove();
  return run;
}

describe.concurrent('an example plans what its comments promise', () => {
  test.for([
    ['examples/github/release-video.yml', release, '640'],
    ['.github/workflows/release-video.yml', release, '640'],
    ['examples/github/weekly-campaign.yml', undefined, '300'],
    ['examples/github/languages-matrix.yml', undefined, '300'],
  ] as const)('%s', async ([path, event, credits], { expect }) => {
    const { exitCode, outputs } = await plan(path, event);

    expect(outputs).toMatchObject({ status: 'planned', 'estimated-credits': credits });
    expect(exitCode).toBe(0);
  });

  test.for([
    ['examples/github/price-plan.yml', pullRequest],
    ['examples/github/storyboard.yml', release],
  ] as const)('%s, within its limit', async ([path, event], { expect }) => {
    const { exitCode, outputs } = await plan(path, event);

    expect(outputs).toMatchObject({ status: 'planned', videos: expect.stringContaining('},{') });
    expect(exitCode).toBe(0);
  });
});

test('an expression without a value is noticed', () => {
  expect(() => evaluate('\u0024{{ github.sha }}')).toThrow('github.sha');
});
