import { describe, test } from 'vitest';
import { runScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

const inputs = { prompt: 'A lighthouse at dawn' };
const pullRequest = (head: string) => ({ pull_request: { head: { repo: { full_name: head } } } });

describe.concurrent('nothing is spent', () => {
  test('for a fork, which has no key: the plan is shown', async ({ expect }) => {
    const result = await runScenario({
      inputs: { ...inputs, 'api-key': '' },
      event: { name: 'pull_request', payload: pullRequest('stranger/demo') },
    });

    expect(result.run).toMatchObject({ exitCode: 0, outputs: { status: 'planned' } });
    expect(result.requests).toEqual([]);
    await expect(writeTranscript(result)).toMatchFileSnapshot('transcripts/fork.txt');
  });

  test.for([
    ['pull_request_target', pullRequest('octo-org/demo'), 'Runs of pull_request_target'],
    [
      'workflow_run',
      {
        workflow_run: {
          event: 'pull_request',
          head_repository: { full_name: 'stranger/demo' },
        },
      },
      'Runs that follow a run for a fork',
    ],
    [
      'issue_comment',
      { issue: { number: 7 }, comment: { body: '/render', author_association: 'NONE' } },
      'Comments and reviews of people who are not owners, members or collaborators',
    ],
    [
      'issues',
      { action: 'opened', issue: { number: 7, author_association: 'NONE' } },
      'Issues of people who are not owners, members or collaborators',
    ],
    [
      'discussion',
      { action: 'created', discussion: { number: 7, author_association: 'NONE' } },
      'Discussions of people who are not owners, members or collaborators',
    ],
  ] as const)('on %s, although the key is there', async ([name, payload, reason], { expect }) => {
    const { requests, run } = await runScenario({ inputs, event: { name, payload } });

    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'planned', credits: '0' } });
    expect(run.annotations[0]?.message).toContain(reason);
    expect(run.annotations[0]?.message).toContain('never spend credits; showing the plan only.');
    expect(requests).toEqual([]);
  });
});
