import { basename } from 'node:path';
import { describe, test } from 'vitest';
import { openGithubScenario } from './github-scenario.ts';

const inputs = { prompt: 'A lighthouse at dawn', release: 'auto' };

const uploadOfVideo = /^POST \/uploads\/.*\.mp4/;

async function openRelease(sandbox: Parameters<typeof openGithubScenario>[0] = {}) {
  const scenario = await openGithubScenario(sandbox);
  const release = await scenario.github.createRelease({ tag_name: 'v1.2.0' });
  const event = { name: 'release', payload: { action: 'published', release } };
  return {
    ...scenario,
    releaseId: release.id,
    run: (options: Partial<Parameters<typeof scenario.run>[0]> = {}) =>
      scenario.run({ inputs, event, ...options }),
  };
}

describe.concurrent('a video on a release, without a cache,', () => {
  test('whose asset was deleted is fetched and attached again, and not paid again', async ({
    expect,
  }) => {
    const scenario = await openRelease();
    const first = await scenario.run();
    const name = fileName(first.run.outputs);
    await scenario.github.deleteAsset(scenario.releaseId, name);

    const second = await scenario.run();

    expect(second.run).toMatchObject({ exitCode: 0, outputs: { status: 'reused', credits: '0' } });
    expect(second.run.outputs['asset-url']).toContain(name);
    expect(await scenario.github.videos(scenario.releaseId)).toHaveLength(1);
    expect(second.chargedCredits).toBe(300);
    await scenario.close();
  });

  test('whose asset is not what was rendered is replaced, and not paid again', async ({
    expect,
  }) => {
    const scenario = await openRelease();
    const first = await scenario.run();
    const name = fileName(first.run.outputs);
    await scenario.github.deleteAsset(scenario.releaseId, name);
    await scenario.github.addAsset(scenario.releaseId, { name, content: 'something else' });

    const second = await scenario.run();

    expect(second.run).toMatchObject({ exitCode: 0, outputs: { credits: '0' } });
    expect(second.run.annotations[0]?.message).toContain('is not the video that was rendered');
    expect(second.video?.sha256).toBe(first.video?.sha256);
    expect(await scenario.github.videos(scenario.releaseId)).toMatchObject([
      { digest: `sha256:${first.video?.sha256}` },
    ]);
    expect(second.chargedCredits).toBe(300);
    await scenario.close();
  });

  test('is finished by the next run when the upload was cancelled', async ({ expect }) => {
    const scenario = await openRelease();
    const upload = scenario.github.holdNext(uploadOfVideo);
    const first = await scenario.run({
      cancelWhen: upload.arrived,
      debug: true,
      onOutput: (line) => line.includes('Received SIGINT') && upload.release(),
    });

    const second = await scenario.run();

    expect(first.run.exitCode).toBe(130);
    expect(second.run).toMatchObject({ exitCode: 0, outputs: { credits: '0' } });
    expect(await scenario.github.videos(scenario.releaseId)).toHaveLength(1);
    expect(second.chargedCredits).toBe(300);
    await scenario.close();
  });

  test('is finished by the next run when the step was killed while uploading', async ({
    expect,
  }) => {
    const scenario = await openRelease();
    const upload = scenario.github.holdNext(uploadOfVideo);
    const first = await scenario.run({ killWhen: upload.arrived });

    const second = await scenario.run();

    expect(first.run.signal).toBe('SIGKILL');
    expect(second.run).toMatchObject({ exitCode: 0, outputs: { credits: '0' } });
    expect(await scenario.github.videos(scenario.releaseId)).toHaveLength(1);
    expect(second.chargedCredits).toBe(300);
    await scenario.close();
  });
});

function fileName({ 'video-path': path = '' }: Readonly<Record<string, string>>): string {
  return basename(path);
}
