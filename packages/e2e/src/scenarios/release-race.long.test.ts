import { describe, test } from 'vitest';
import { createLineWatcher } from '../testing/line-watcher.ts';
import { openGithubScenario } from './github-scenario.ts';

const inputs = { prompt: 'A lighthouse at dawn', release: 'v1.2.0' };

describe.concurrent('two jobs that race for one video', () => {
  test.for([
    ['on an existing release', true],
    ['on a release that both would create', false],
  ] as const)('pay once %s', async ([, exists], { expect }) => {
    const scenario = await openGithubScenario({ sandbox: { speed: 1 } });
    scenario.github.git.create('refs/tags/v1.2.0', scenario.github.git.commit);
    if (exists) await scenario.github.createRelease({ tag_name: 'v1.2.0', draft: true });
    const lines = { one: createLineWatcher(), two: createLineWatcher() };
    const run = (job: 'one' | 'two') =>
      scenario.run({ inputs, environment: { GITHUB_JOB: job }, onOutput: lines[job].add });
    const areWaiting = Object.values(lines).map(({ next }) => next('Waiting for the video'));
    void Promise.all(areWaiting).then(() => {
      for (const { id } of scenario.sandbox.tasks()) scenario.sandbox.finish(id);
    });

    const [one, two] = await Promise.all([run('one'), run('two')]);

    expect([one.run.exitCode, two.run.exitCode]).toEqual([0, 0]);
    expect(scenario.sandbox.tasks()).toHaveLength(1);
    expect(one.video?.sha256).toBe(two.video?.sha256);
    expect(await scenario.github.request('GET', '/releases')).toHaveLength(1);
    expect(await scenario.github.videos(1)).toHaveLength(1);
    await scenario.close();
  });
});
