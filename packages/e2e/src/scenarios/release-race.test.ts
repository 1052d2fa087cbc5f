import { describe, test } from 'vitest';
import { createLineWatcher } from '../testing/line-watcher.ts';
import { openGithubScene } from './github-scene.ts';

const inputs = { prompt: 'A lighthouse at dawn', release: 'v1.2.0' };

describe.concurrent('two jobs that race for one video', () => {
  test.for([
    ['on a release that is there', true],
    ['on a release that both would make', false],
  ] as const)('pay once %s', { timeout: 90_000 }, async ([, isThere], { expect }) => {
    const scene = await openGithubScene({ sandbox: { speed: 1 } });
    if (isThere) await scene.github.createRelease({ tag_name: 'v1.2.0', draft: true });
    const lines = { one: createLineWatcher(), two: createLineWatcher() };
    const play = (job: 'one' | 'two') =>
      scene.play({ inputs, environment: { GITHUB_JOB: job }, onOutput: lines[job].add });
    const areWaiting = Object.values(lines).map(({ next }) => next('Waiting for the video'));
    void Promise.all(areWaiting).then(() => {
      for (const { id } of scene.sandbox.tasks()) scene.sandbox.finish(id);
    });

    const [one, two] = await Promise.all([play('one'), play('two')]);

    expect([one.run.exitCode, two.run.exitCode]).toEqual([0, 0]);
    expect(scene.sandbox.tasks()).toHaveLength(1);
    expect(one.video?.sha256).toBe(two.video?.sha256);
    expect(await scene.github.ask('GET', '/releases')).toHaveLength(1);
    expect(await scene.github.videos(1)).toHaveLength(1);
    await scene.close();
  });
});
