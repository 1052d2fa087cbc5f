import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownAction } from './action-metadata.ts';
import { pinnedActions } from './pinned-actions.ts';
import { readRepositoryFile, readWorkflows, repositoryRoot } from './repository-documents.ts';
import { readWorkflow } from './workflow.ts';

const workflows = (await readWorkflows()).map(readWorkflow);
const setup = await readRepositoryFile('.github/actions/setup/action.yml');
const examples = workflows.filter(({ path }) => path.startsWith('examples/'));

describe.each([...workflows, setup])('$path', ({ text }) => {
  test('uses the actions of others at a reviewed commit, and names its version', () => {
    const uses = [...text.matchAll(/uses: ([^\s#]+)(?: # (\S+))?/g)]
      .map(([, action = '', version]) => ({ action, version }))
      .filter(({ action }) => !action.startsWith('./') && !action.startsWith(`${ownAction}@`));
    const expected = uses.map(({ action }) => ({
      action,
      version: pinnedActions.get(action)?.version ?? 'an entry in pinned-actions.ts',
    }));

    expect(uses).toEqual(expected);
  });
});

describe.each(workflows)('$path', ({ jobs, permissions, steps, triggers }) => {
  test('gives no permission to all jobs, and each job its own', () => {
    expect(permissions).toEqual({});
    expect(jobs.filter((job) => job.permissions === undefined)).toEqual([]);
  });

  test('leaves no token in a checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses.startsWith('actions/checkout@'));

    for (const { inputs } of checkouts) expect(inputs['persist-credentials']).toBe('false');
  });

  test('lets no job run for ever', () => {
    const endless = jobs.filter(({ isCall, timeoutMinutes }) => !isCall && !(timeoutMinutes > 0));

    expect(endless).toEqual([]);
  });

  test('is never run by a stranger with our secrets', () => {
    expect(triggers).not.toContain('pull_request_target');
    expect(triggers).not.toContain('workflow_run');
  });
});

describe.each(workflows.filter(({ rendersVideos }) => rendersVideos))(
  '$path pays for videos',
  ({ concurrency, jobs, steps }) => {
    test('one run at a time, none of them cancelled', () => {
      expect(concurrency).toMatchObject({
        group: expect.stringMatching(/./),
        'cancel-in-progress': false,
      });
    });

    test('up to a limit', () => {
      for (const { inputs } of steps.filter(({ isOurs }) => isOurs)) {
        // A number, or what a person has approved in an earlier job.
        expect(inputs['max-credits']).toMatch(
          /^[1-9]\d*$|^\$\{\{ needs\.plan\.outputs\.credits \}\}$/,
        );
      }
    });

    test('and lets the step end before the job', () => {
      const waits = steps.filter(({ isOurs }) => isOurs);
      const longest = Math.max(
        ...waits.map(({ inputs }) => Number(inputs['timeout-minutes'] ?? 30)),
      );

      expect(Math.max(...jobs.map(({ timeoutMinutes }) => timeoutMinutes))).toBeGreaterThan(
        longest,
      );
    });
  },
);

describe('the examples', () => {
  test('are all listed in the README of the Action', async () => {
    const { text } = await readRepositoryFile('packages/action/README.md');

    for (const { path } of examples) expect(text).toContain(path);
  });

  test('name storyboards that exist', async () => {
    const storyboards = examples
      .flatMap(({ steps }) => steps.map(({ inputs }) => inputs.storyboard))
      .filter((path) => path !== undefined);

    expect(storyboards.length).toBeGreaterThan(0);
    await Promise.all(storyboards.map((path) => access(join(repositoryRoot, path))));
  });
});
