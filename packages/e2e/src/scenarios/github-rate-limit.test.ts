import { describe, test } from 'vitest';
import { openGithubScenario } from './github-scenario.ts';

const inputs = { prompt: 'A lighthouse at dawn', release: 'auto' };

describe.concurrent('the rate limit of GitHub', () => {
  test('stops a run before it pays when the video could not be attached', async ({ expect }) => {
    const scenario = await openGithubScenario({ github: { requestsPerHour: 20 } });
    const release = await scenario.github.createRelease({ tag_name: 'v1.2.0' });
    const event = { name: 'release', payload: { action: 'published', release } };

    const { githubRequests, run, submissions } = await scenario.run({ inputs, event });

    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    expect(run.annotations[0]).toMatchObject({
      level: 'error',
      title: 'Too few requests to GitHub',
    });
    expect(run.annotations[0]?.message).toMatch(
      /^GitHub allows this token 17 more requests before \d\d:\d\d UTC, and to remember and attach a video takes up to 19\. Nothing was submitted\./,
    );
    expect(submissions).toEqual([]);
    expect(githubRequests.filter(({ method }) => method !== 'GET')).toEqual([]);
    await scenario.close();
  });

  test('does not stop a run that has nothing to pay', async ({ expect }) => {
    const scenario = await openGithubScenario({ github: { requestsPerHour: 30 } });
    const release = await scenario.github.createRelease({ tag_name: 'v1.2.0' });
    const event = { name: 'release', payload: { action: 'published', release } };
    await scenario.run({ inputs, event });

    const { run } = await scenario.run({ inputs, event });

    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'reused' } });
    await scenario.close();
  });
});
