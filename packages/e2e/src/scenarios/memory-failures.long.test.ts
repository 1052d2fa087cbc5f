import { describe, test } from 'vitest';
import { openGithubScenario, writeGithubTranscript } from './github-scenario.ts';

const inputs = { prompt: 'A lighthouse at dawn' };

const claim = /^POST .*\/git\/refs\b/;
const listing = /^GET .*\/matching-refs\//;

describe.concurrent('a failure of GitHub', { timeout: 60_000 }, () => {
  test.for([
    ['a claim that is made while the edge fails', { on: claim, kind: 'done-and-bad-gateway' }],
    ['a claim whose response is lost', { on: claim, kind: 'lost-response' }],
    ['a claim that is not made', { on: claim, kind: 'bad-gateway' }],
    ['a secondary limit in the middle of the run', { on: claim, kind: 'rate-limit' }],
    ['a secondary limit with status 429', { on: claim, kind: 'rate-limit-429' }],
    ['a listing that fails', { on: listing, kind: 'bad-gateway' }],
    ['a commit that is not made', { on: /\/git\/commits/, kind: 'bad-gateway' }],
  ] as const)('passes, and the video is paid once: %s', async ([, failure], { expect }) => {
    const scenario = await openGithubScenario({ github: { failures: [failure] } });

    const first = await scenario.run({ inputs });
    const second = await scenario.run({ inputs, runId: '2002' });

    expect(first.run).toMatchObject({ exitCode: 0, outputs: { status: 'rendered' } });
    expect(second.run.outputs).toMatchObject({ status: 'reused' });
    expect(scenario.sandbox.tasks()).toHaveLength(1);
    await scenario.close();
  });

  test.for([
    [
      'workflow-files-that-differ',
      { github: { failures: [{ on: claim, kind: 'workflows-differ' }] } },
    ],
    ['no-requests-left', { github: { requestsPerHour: 3 } }],
  ] as const)(
    'that does not pass stops the step before it pays: %s',
    async ([name, options], { expect }) => {
      const scenario = await openGithubScenario(options);

      const result = await scenario.run({ inputs });

      expect(result.run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
      expect(result.submissions).toEqual([]);
      await expect(writeGithubTranscript(result)).toMatchFileSnapshot(
        `transcripts/memory-${name}.txt`,
      );
      await scenario.close();
    },
  );

  test('that hides every claim it makes holds nothing up, and the video is paid once', async ({
    expect,
  }) => {
    const scenario = await openGithubScenario();
    scenario.github.fail({ on: claim, kind: 'done-and-bad-gateway', times: 100 });

    const first = await scenario.run({ inputs });
    const second = await scenario.run({ inputs, runId: '2002' });

    expect(first.run).toMatchObject({ exitCode: 0, outputs: { status: 'rendered' } });
    expect(first.run.annotations).toEqual([]);
    expect(second.run.outputs).toMatchObject({ status: 'reused' });
    expect(scenario.sandbox.tasks()).toHaveLength(1);
    await scenario.close();
  });

  test('in which no claim can be made stops the step before it pays', async ({ expect }) => {
    const scenario = await openGithubScenario();
    scenario.github.fail({ on: claim, kind: 'bad-gateway', times: 100 });

    const { run, submissions } = await scenario.run({ inputs });

    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    expect(run.annotations[0]?.message).toContain('Nothing was charged.');
    expect(submissions).toEqual([]);
    await scenario.close();
  });

  test('after the video is paid is a warning, and the next run resumes the task', async ({
    expect,
  }) => {
    const failures = [{ on: claim, kind: 'workflows-differ' }] as const;
    const scenario = await openGithubScenario();
    const claimed = scenario.github.holdNextResponse(/\/git\/refs .*reserved/);
    void claimed.arrived.then(() => {
      scenario.github.fail(...failures);
      claimed.release();
    });

    const first = await scenario.run({ inputs });

    expect(first.run).toMatchObject({ exitCode: 0, outputs: { status: 'rendered' } });
    expect(first.run.annotations[0]?.message).toContain('did not record task');
    await scenario.close();
  });

  test.for([
    ['reads', listing],
    ['creates its commit', /^POST .*\/git\/trees/],
    ['claims', claim],
  ] as const)(
    'that hangs while the step %s does not outlast a cancel',
    async ([, pattern], { expect }) => {
      const scenario = await openGithubScenario();
      const held = scenario.github.holdNext(pattern);

      const { run, submissions } = await scenario.run({ inputs, cancelWhen: held.arrived });

      expect(run).toMatchObject({ exitCode: 130, outputs: { status: 'cancelled' } });
      expect(run.annotations).toMatchObject([{ title: 'Cancelled' }]);
      expect(submissions).toEqual([]);
      await scenario.close();
    },
  );
});
