import { basename } from 'node:path';
import { describe, test } from 'vitest';
import { openGithubScene } from './github-scene.ts';

const inputs = { prompt: 'A lighthouse at dawn', release: 'auto' };

const uploadOfVideo = /^POST \/uploads\/.*\.mp4/;

async function openRelease(sandbox: Parameters<typeof openGithubScene>[0] = {}) {
  const scene = await openGithubScene(sandbox);
  const release = await scene.github.createRelease({ tag_name: 'v1.2.0' });
  const event = { name: 'release', payload: { action: 'published', release } };
  return {
    ...scene,
    releaseId: release.id,
    play: (options: Partial<Parameters<typeof scene.play>[0]> = {}) =>
      scene.play({ inputs, event, ...options }),
  };
}

describe.concurrent('a video on a release, without a cache,', { timeout: 90_000 }, () => {
  test('whose asset was deleted is fetched and attached again, and not paid again', async ({
    expect,
  }) => {
    const scene = await openRelease();
    const first = await scene.play();
    const name = fileName(first.run.outputs);
    await scene.github.remove(scene.releaseId, name);

    const second = await scene.play();

    expect(second.run).toMatchObject({ exitCode: 0, outputs: { status: 'reused', credits: '0' } });
    expect(second.run.outputs['asset-url']).toContain(name);
    expect(await scene.github.videos(scene.releaseId)).toHaveLength(1);
    expect(second.chargedCredits).toBe(300);
    await scene.close();
  });

  test('whose asset is not what was rendered is replaced, and not paid again', async ({
    expect,
  }) => {
    const scene = await openRelease();
    const first = await scene.play();
    const name = fileName(first.run.outputs);
    await scene.github.remove(scene.releaseId, name);
    await scene.github.store(scene.releaseId, { name, content: 'something else' });

    const second = await scene.play();

    expect(second.run).toMatchObject({ exitCode: 0, outputs: { credits: '0' } });
    expect(second.run.annotations[0]?.message).toContain('is not the video that was rendered');
    expect(second.video?.sha256).toBe(first.video?.sha256);
    expect(await scene.github.videos(scene.releaseId)).toMatchObject([
      { digest: `sha256:${first.video?.sha256}` },
    ]);
    expect(second.chargedCredits).toBe(300);
    await scene.close();
  });

  test('is finished by the next run when the upload was cancelled', async ({ expect }) => {
    const scene = await openRelease();
    const upload = scene.github.holdNext(uploadOfVideo);
    const first = await scene.play({
      cancelWhen: upload.arrived,
      debug: true,
      onOutput: (line) => line.includes('Received SIGINT') && upload.release(),
    });

    const second = await scene.play();

    expect(first.run.exitCode).toBe(130);
    expect(second.run).toMatchObject({ exitCode: 0, outputs: { credits: '0' } });
    expect(await scene.github.videos(scene.releaseId)).toHaveLength(1);
    expect(second.chargedCredits).toBe(300);
    await scene.close();
  });

  test('is finished by the next run when the step was killed while uploading', async ({
    expect,
  }) => {
    const scene = await openRelease();
    const upload = scene.github.holdNext(uploadOfVideo);
    const first = await scene.play({ killWhen: upload.arrived });

    const second = await scene.play();

    expect(first.run.signal).toBe('SIGKILL');
    expect(second.run).toMatchObject({ exitCode: 0, outputs: { credits: '0' } });
    expect(await scene.github.videos(scene.releaseId)).toHaveLength(1);
    expect(second.chargedCredits).toBe(300);
    await scene.close();
  });
});

function fileName({ 'video-path': path = '' }: Readonly<Record<string, string>>): string {
  return basename(path);
}
