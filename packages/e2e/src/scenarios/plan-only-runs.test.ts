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

  test('on pull_request_target, which has the key', async ({ expect }) => {
    const { requests, run } = await runScenario({
      inputs,
      event: { name: 'pull_request_target', payload: pullRequest('octo-org/demo') },
    });

    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'planned', credits: '0' } });
    expect(run.annotations[0]?.message).toContain('pull_request_target');
    expect(requests).toEqual([]);
  });
});
