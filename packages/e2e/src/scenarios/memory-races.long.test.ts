import { describe, test } from 'vitest';
import { openGithubScenario } from './github-scenario.ts';

const jobs = [1, 2, 3, 4, 5, 6];

describe('six jobs at the same time', { timeout: 90_000 }, () => {
  test.for([
    ['of six runs', (job: number) => ({ runId: `${job}` })],
    ['of one run', (job: number) => ({ environment: { GITHUB_JOB: `job ${job}` } })],
  ] as const)('%s pay once for one video', async ([, options], { expect }) => {
    const scenario = await openGithubScenario();
    const inputs = { prompt: 'A lighthouse at dawn' };
    const claims = jobs.map(() => scenario.github.holdNext(/^POST .*\/git\/refs .*\/claim/));
    void Promise.all(claims.map(({ arrived }) => arrived)).then(() => {
      for (const { release } of claims) release();
    });

    const results = await Promise.all(jobs.map((job) => scenario.run({ inputs, ...options(job) })));

    expect(results.map(({ run }) => run.exitCode)).toEqual(jobs.map(() => 0));
    expect(results.map(({ run }) => run.outputs.credits).toSorted()).toEqual([
      '0',
      '0',
      '0',
      '0',
      '0',
      '300',
    ]);
    expect(new Set(results.map(({ video }) => video?.sha256)).size).toBe(1);
    expect(scenario.sandbox.tasks()).toHaveLength(1);
    await scenario.close();
  });

  test('stay within the limit of a month', async ({ expect }) => {
    const scenario = await openGithubScenario();

    const results = await Promise.all(
      jobs.map((job) =>
        scenario.run({
          runId: `${job}`,
          inputs: { prompt: `Lighthouse ${job}`, 'max-credits-per-month': '700' },
        }),
      ),
    );

    const paid = results.filter(({ run }) => run.exitCode === 0);
    expect(scenario.sandbox.tasks()).toHaveLength(paid.length);
    expect(paid.length).toBeLessThanOrEqual(2);
    for (const { run } of results.filter((result) => !paid.includes(result))) {
      expect(run.annotations).toMatchObject([{ title: 'Budget exceeded' }]);
    }
    const spent = scenario.github.git.list('refs/kling/spent/');
    expect(spent).toHaveLength(paid.length);
    await scenario.close();
  });
});
