import { describe, test } from 'vitest';
import { openGithubScene, writeGithubTranscript } from './github-scene.ts';

const inputs = { prompt: 'A lighthouse at dawn', release: 'v1.2.0' };

describe.concurrent('a release that takes no files', () => {
  test('for it is immutable is known before anything is paid', {
    timeout: 60_000,
  }, async ({ expect }) => {
    const scene = await openGithubScene({ github: { locksReleases: true } });
    await scene.github.createRelease({ tag_name: 'v1.2.0' });

    const scenario = await scene.play({ inputs });

    expect(scenario.run.exitCode).toBe(1);
    expect(scenario.chargedCredits).toBe(0);
    await expect(writeGithubTranscript(scenario)).toMatchFileSnapshot(
      'transcripts/release-immutable.txt',
    );
    await scene.close();
  });

  test('for it was published while the video was rendered loses neither video nor credits', {
    timeout: 60_000,
  }, async ({ expect }) => {
    const faults = [{ on: /^POST \/uploads.*\.mp4/, kind: 'locked' }] as const;
    const scene = await openGithubScene({ github: { faults } });
    await scene.github.createRelease({ tag_name: 'v1.2.0', draft: true });

    const scenario = await scene.play({ inputs });
    const second = await scene.play({ inputs });

    expect(scenario.run.exitCode).toBe(1);
    expect(scenario.video).toMatchObject({ isMp4: true });
    expect(second.run.exitCode).toBe(0);
    expect(second.submissions).toEqual([]);
    expect(second.chargedCredits).toBe(300);
    await expect(writeGithubTranscript(scenario)).toMatchFileSnapshot(
      'transcripts/release-locked-meanwhile.txt',
    );
    await scene.close();
  });

  test('from a token that may only read says which permission is missing', {
    timeout: 60_000,
  }, async ({ expect }) => {
    const scene = await openGithubScene({ github: { isReadOnly: true } });
    await scene.github.createRelease({ tag_name: 'v1.2.0' });

    const scenario = await scene.play({ inputs });

    expect(scenario.run.log).toContain('contents: write');
    await expect(writeGithubTranscript(scenario)).toMatchFileSnapshot(
      'transcripts/release-read-only.txt',
    );
    await scene.close();
  });
});
