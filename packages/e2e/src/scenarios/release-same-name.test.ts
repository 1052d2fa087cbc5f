import { basename } from 'node:path';
import { describe, test } from 'vitest';
import { openGithubScene, writeGithubTranscript } from './github-scene.ts';

const inputs = { prompt: 'A lighthouse at dawn', release: 'v1.2.0' };

describe.concurrent('an asset of the same name', () => {
  test('with other content is not taken for the video, which takes its place', {
    timeout: 60_000,
  }, async ({ expect }) => {
    const scene = await openGithubScene();
    const { id } = await scene.github.createRelease({ tag_name: 'v1.2.0', draft: true });
    const first = await scene.play({ inputs });
    const name = basename(first.filesLeft.find((path) => path.endsWith('.mp4')) ?? '');
    await scene.github.remove(id, name);
    await scene.github.store(id, { name, content: 'something else' });

    const second = await scene.play({ inputs });

    expect(second.run.exitCode).toBe(0);
    expect(second.submissions).toEqual([]);
    expect(second.video?.sha256).toBe(first.video?.sha256);
    expect(await scene.github.videos(id)).toEqual([
      { state: 'uploaded', digest: `sha256:${first.video?.sha256}` },
    ]);
    await expect(writeGithubTranscript(second)).toMatchFileSnapshot(
      'transcripts/release-other-content.txt',
    );
    await scene.close();
  });

  test('left empty by an upload that was cut off is removed', {
    timeout: 60_000,
  }, async ({ expect }) => {
    const scene = await openGithubScene();
    const { id } = await scene.github.createRelease({ tag_name: 'v1.2.0', draft: true });
    const planned = await scene.play({ inputs: { ...inputs, 'dry-run': 'true' } });
    const name = basename(planned.run.log.match(/^File: (.*)$/m)?.[1] ?? '');
    await scene.github.store(id, { name, content: '', isCutOff: true });

    const scenario = await scene.play({ inputs });

    expect(scenario.run.exitCode).toBe(0);
    expect(await scene.github.videos(id)).toEqual([
      { state: 'uploaded', digest: `sha256:${scenario.video?.sha256}` },
    ]);
    await expect(writeGithubTranscript(scenario)).toMatchFileSnapshot(
      'transcripts/release-starter.txt',
    );
    await scene.close();
  });
});
