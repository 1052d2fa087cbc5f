import { basename } from 'node:path';
import { describe, test } from 'vitest';
import { openGithubScenario, writeGithubTranscript } from './github-scenario.ts';

const inputs = { prompt: 'A lighthouse at dawn', release: 'auto' };

describe.concurrent('a video on the release', () => {
  test('of the event is attached, and the next run reuses it', async ({ expect }) => {
    const scenario = await openGithubScenario();
    const release = await scenario.github.createRelease({ tag_name: 'v1.2.0' });
    const event = { name: 'release', payload: { action: 'published', release } };

    const first = await scenario.run({ inputs, event });
    const second = await scenario.run({ inputs, event });

    const { 'asset-url': assetUrl = '', 'video-path': path = '' } = first.run.outputs;
    expect(first.run.exitCode).toBe(0);
    expect(basename(assetUrl)).toBe(basename(path));
    const upload = first.githubRequests.find(({ path }) => path.includes('.mp4'));
    expect(upload?.headers).toMatchObject({
      'content-length': `${first.video?.bytes}`,
      'content-type': 'video/mp4',
    });
    expect(upload?.headers).not.toHaveProperty('transfer-encoding');
    expect(second.run.outputs).toMatchObject({ status: 'reused', 'asset-url': assetUrl });
    expect(second.video?.sha256).toBe(first.video?.sha256);
    expect(second.submissions).toEqual([]);
    expect(second.chargedCredits).toBe(300);
    await expect(writeGithubTranscript(first)).toMatchFileSnapshot(
      'transcripts/release-attached.txt',
    );
    await expect(writeGithubTranscript(second)).toMatchFileSnapshot(
      'transcripts/release-reused.txt',
    );
    await scenario.close();
  });

  test('of a pushed tag is found although it is a draft', async ({ expect }) => {
    const scenario = await openGithubScenario();
    await scenario.github.createRelease({ tag_name: 'v1.1.0' });
    await scenario.github.createRelease({ tag_name: 'v1.2.0', draft: true });

    const { githubRequests, run } = await scenario.run({ inputs, tag: 'v1.2.0' });

    expect(run.log).toContain('uploaded on release v1.2.0 (draft)');
    expect(githubRequests.filter(({ path }) => path.includes('/releases/1/'))).toEqual([]);
    await scenario.close();
  });

  test('of a given tag has its texts in the placeholders, in any event', async ({ expect }) => {
    const scenario = await openGithubScenario();
    const [tag_name, name, body] = ['v1.2.0', 'Aurora', 'Faster <!-- hidden --> starts.'];
    await scenario.github.createRelease({ tag_name, name, body });
    const prompt = '{{ release.name }} {{ release.tag }}: {{ release.body }}';

    const { run, submissions } = await scenario.run({ inputs: { prompt, release: 'v1.2.0' } });

    expect(run.exitCode).toBe(0);
    expect(submissions).toMatchObject([{ body: { prompt: 'Aurora v1.2.0: Faster  starts.' } }]);
    await scenario.close();
  });

  test('of a given tag is created as a draft, and only when there is a video for it', async ({
    expect,
  }) => {
    const scenario = await openGithubScenario();
    scenario.github.git.create('refs/tags/v2.0.0', scenario.github.git.commit);
    const named = { ...inputs, release: 'v2.0.0' };

    const planned = await scenario.run({ inputs: { ...named, 'dry-run': 'true' } });
    const result = await scenario.run({ inputs: named });

    expect(planned.githubRequests.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(await scenario.github.request('GET', '/releases')).toMatchObject([
      { tag_name: 'v2.0.0', draft: true },
    ]);
    await expect(writeGithubTranscript(result)).toMatchFileSnapshot('transcripts/release-made.txt');
    await scenario.close();
  });

  test('on GitHub Enterprise Server is uploaded to its upload_url', async ({ expect }) => {
    const scenario = await openGithubScenario({
      github: { isEnterprise: true, withDigests: false },
    });
    const release = await scenario.github.createRelease({ tag_name: 'v1.2.0' });
    const event = { name: 'release', payload: { action: 'published', release } };

    const first = await scenario.run({ inputs, event });
    const second = await scenario.run({ inputs, event });

    const uploads = first.githubRequests.filter(({ path }) => path.endsWith('.mp4'));
    expect(uploads.map(({ path }) => path.split('/repos/')[0])).toEqual(['/api/uploads']);
    expect(second.run.outputs).toMatchObject({ status: 'reused', credits: '0' });
    await scenario.close();
  });
});
