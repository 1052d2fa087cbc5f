import { basename } from 'node:path';
import { describe, test } from 'vitest';
import { openGithubScenario, writeGithubTranscript } from './github-scenario.ts';

const inputs = { prompt: 'A lighthouse at dawn', release: 'v1.2.0' };

describe.concurrent('an asset of the same name', () => {
  test('with other content is not mistaken for the video, which replaces it', async ({
    expect,
  }) => {
    const scenario = await openGithubScenario();
    const { id } = await scenario.github.createRelease({ tag_name: 'v1.2.0', draft: true });
    const first = await scenario.run({ inputs });
    const name = basename(first.filesLeft.find((path) => path.endsWith('.mp4')) ?? '');
    await scenario.github.deleteAsset(id, name);
    await scenario.github.addAsset(id, { name, content: 'something else' });

    const second = await scenario.run({ inputs });

    expect(second.run.exitCode).toBe(0);
    expect(second.submissions).toEqual([]);
    expect(second.video?.sha256).toBe(first.video?.sha256);
    expect(await scenario.github.videos(id)).toEqual([
      { state: 'uploaded', digest: `sha256:${first.video?.sha256}` },
    ]);
    await expect(writeGithubTranscript(second)).toMatchFileSnapshot(
      'transcripts/release-other-content.txt',
    );
    await scenario.close();
  });

  test('that a cut-off upload left empty is replaced', async ({ expect }) => {
    const scenario = await openGithubScenario();
    const { id } = await scenario.github.createRelease({ tag_name: 'v1.2.0', draft: true });
    const planned = await scenario.run({ inputs: { ...inputs, 'dry-run': 'true' } });
    const name = basename(planned.run.log.match(/^File: (.*)$/m)?.[1] ?? '');
    await scenario.github.addAsset(id, { name, content: '', isCutOff: true });

    const result = await scenario.run({ inputs });

    expect(result.run.exitCode).toBe(0);
    expect(await scenario.github.videos(id)).toEqual([
      { state: 'uploaded', digest: `sha256:${result.video?.sha256}` },
    ]);
    await expect(writeGithubTranscript(result)).toMatchFileSnapshot(
      'transcripts/release-starter.txt',
    );
    await scenario.close();
  });
});
