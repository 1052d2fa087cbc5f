import { describe, test } from 'vitest';
import { clockAt } from '../runner/clock-at.ts';
import { openGithubScenario, writeGithubTranscript } from './github-scenario.ts';

const november = clockAt('2026-11-30T12:00:00Z');
const december = clockAt('2026-12-01T00:00:01Z');

async function openMonth(options: Parameters<typeof openGithubScenario>[0] = {}) {
  const scenario = await openGithubScenario(options);
  let runs = 0;
  return {
    ...scenario,
    /** Renders a video of its own for 300 credits. */
    render(
      environment: Readonly<Record<string, string>>,
      inputs: Readonly<Record<string, string>> = {},
    ) {
      runs += 1;
      return scenario.run({
        runId: `${runs}`,
        environment,
        inputs: { prompt: `Lighthouse ${runs}`, 'max-credits-per-month': '700', ...inputs },
      });
    },
  };
}

describe.concurrent('the limit of a month', { timeout: 60_000 }, () => {
  test('counts all runs of the repository, and begins again with the next month', async ({
    expect,
  }) => {
    const month = await openMonth();
    const first = await month.render(november);
    const second = await month.render(november);

    const third = await month.render(november);
    const next = await month.render(december);

    expect([first, second, third, next].map(({ run }) => run.exitCode)).toEqual([0, 0, 1, 0]);
    expect(second.run.log).toContain('Month: 300 of 700 credits are used in November 2026.');
    expect(second.run.summary).toContain('600 of 700 credits are used in November 2026.');
    expect(third.submissions).toEqual([]);
    expect(next.run.log).toContain('Month: 0 of 700 credits are used in December 2026.');
    await expect(writeGithubTranscript(third)).toMatchFileSnapshot(
      'transcripts/month-exceeded.txt',
    );
    await month.close();
  });

  test('counts what was paid without it', async ({ expect }) => {
    const month = await openMonth();
    await month.render(november, { 'max-credits-per-month': '' });

    const second = await month.render(november, { 'max-credits-per-month': '500' });

    expect(second.run.annotations).toMatchObject([{ title: 'Budget exceeded' }]);
    expect(second.submissions).toEqual([]);
    await month.close();
  });

  test('is shown by a plan that pays nothing', async ({ expect }) => {
    const month = await openMonth();
    await month.render(november);

    const plan = await month.render(november, { 'dry-run': 'true' });

    expect(plan.run.log).toContain('Month: 300 of 700 credits are used in November 2026.');
    expect(plan.githubRequests.every(({ method }) => method === 'GET')).toBe(true);
    await month.close();
  });

  test('is not ignored where the repository cannot remember it', async ({ expect }) => {
    const month = await openMonth({ github: { isReadOnly: true } });

    const { run, submissions } = await month.render(november);

    expect(run.exitCode).toBe(1);
    expect(run.log).toContain(
      'max-credits-per-month: Give this job the permission contents: write',
    );
    expect(submissions).toEqual([]);
    await month.close();
  });
});

describe.concurrent('max-credits', { timeout: 60_000 }, () => {
  test('counts what a failed task of an earlier attempt may have cost', async ({ expect }) => {
    const scenario = await openGithubScenario();
    const inputs = { prompt: 'A lighthouse at dawn [[fail]]', 'max-credits': '500' };
    const first = await scenario.run({ inputs });

    const second = await scenario.run({ inputs, runAttempt: '2' });
    const next = await scenario.run({ inputs, runId: '2002' });

    const titles = [first, second, next].map(({ run }) => run.annotations[0]?.title);
    expect(titles).toEqual(['Video failed', 'Budget exceeded', 'Video failed']);
    expect(second.submissions).toEqual([]);
    await scenario.close();
  });
});
