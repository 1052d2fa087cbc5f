import { basename } from 'node:path';
import { describe, test } from 'vitest';
import { openGithubScene, writeGithubTranscript } from './github-scene.ts';

const inputs = { prompt: 'A lighthouse at dawn', release: 'auto' };

describe.concurrent('a video on the release', () => {
  test('of the event is attached, and the next run takes it from there', {
    timeout: 60_000,
  }, async ({ expect }) => {
    const scene = await openGithubScene();
    const release = await scene.github.createRelease({ tag_name: 'v1.2.0' });
    const event = { name: 'release', payload: { action: 'published', release } };

    const first = await scene.play({ inputs, event });
    const second = await scene.play({ inputs, event });

    const { 'asset-url': assetUrl = '', 'video-path': path = '' } = first.run.outputs;
    expect(first.run.exitCode).toBe(0);
    expect(basename(assetUrl)).toBe(basename(path));
    const upload = first.exchanges.find(({ path }) => path.includes('.mp4'));
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
    await scene.close();
  });

  test('of a pushed tag is found though it is a draft', { timeout: 60_000 }, async ({ expect }) => {
    const scene = await openGithubScene();
    await scene.github.createRelease({ tag_name: 'v1.1.0' });
    await scene.github.createRelease({ tag_name: 'v1.2.0', draft: true });

    const { exchanges, run } = await scene.play({ inputs, tag: 'v1.2.0' });

    expect(run.log).toContain('uploaded on release v1.2.0 (draft)');
    expect(exchanges.filter(({ path }) => path.includes('/releases/1/'))).toEqual([]);
    await scene.close();
  });

  test('of a tag given is made as a draft, and only when there is something for it', {
    timeout: 60_000,
  }, async ({ expect }) => {
    const scene = await openGithubScene();
    const named = { ...inputs, release: 'v2.0.0' };

    const planned = await scene.play({ inputs: { ...named, 'dry-run': 'true' } });
    const scenario = await scene.play({ inputs: named });

    expect(planned.exchanges.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(await scene.github.ask('GET', '/releases')).toMatchObject([
      { tag_name: 'v2.0.0', draft: true },
    ]);
    await expect(writeGithubTranscript(scenario)).toMatchFileSnapshot(
      'transcripts/release-made.txt',
    );
    await scene.close();
  });

  test('on a server of one’s own goes where its upload_url leads', {
    timeout: 60_000,
  }, async ({ expect }) => {
    const scene = await openGithubScene({ github: { isEnterprise: true, withDigests: false } });
    const release = await scene.github.createRelease({ tag_name: 'v1.2.0' });
    const event = { name: 'release', payload: { action: 'published', release } };

    const first = await scene.play({ inputs, event });
    const second = await scene.play({ inputs, event });

    const uploads = first.exchanges.filter(({ path }) => path.endsWith('.mp4'));
    expect(uploads.map(({ path }) => path.split('/repos/')[0])).toEqual(['/api/uploads']);
    expect(second.run.outputs).toMatchObject({ status: 'reused', credits: '0' });
    await scene.close();
  });
});
