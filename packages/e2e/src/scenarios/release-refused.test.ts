import { describe, test } from 'vitest';
import { openGithubScenario, writeGithubTranscript } from './github-scenario.ts';

const inputs = { prompt: 'A lighthouse at dawn', release: 'v1.2.0' };

describe.concurrent('a release that accepts no files', () => {
  test('because it is immutable is found before anything is paid', async ({ expect }) => {
    const scenario = await openGithubScenario({ github: { locksReleases: true } });
    await scenario.github.createRelease({ tag_name: 'v1.2.0' });

    const dry = await scenario.run({ inputs: { ...inputs, 'dry-run': 'true' } });
    const result = await scenario.run({ inputs });

    expect(dry.run.annotations).toMatchObject([{ level: 'warning' }]);
    expect(result.run.annotations[0]?.message).toContain(dry.run.annotations[0]?.message);
    expect(result.run.exitCode).toBe(1);
    expect(result.chargedCredits).toBe(0);
    await expect(writeGithubTranscript(result)).toMatchFileSnapshot(
      'transcripts/release-immutable.txt',
    );
    await scenario.close();
  });

  test('because it was published during the render loses neither video nor credits', async ({
    expect,
  }) => {
    const failures = [{ on: /^POST \/uploads.*\.mp4/, kind: 'locked' }] as const;
    const scenario = await openGithubScenario({ github: { failures } });
    await scenario.github.createRelease({ tag_name: 'v1.2.0', draft: true });

    const result = await scenario.run({ inputs });
    const second = await scenario.run({ inputs });

    expect(result.run.exitCode).toBe(1);
    expect(result.video).toMatchObject({ isMp4: true });
    expect(second.run.exitCode).toBe(0);
    expect(second.submissions).toEqual([]);
    expect(second.chargedCredits).toBe(300);
    await expect(writeGithubTranscript(result)).toMatchFileSnapshot(
      'transcripts/release-locked-meanwhile.txt',
    );
    await scenario.close();
  });

  test('from a token that may only read is reported with the missing permission', async ({
    expect,
  }) => {
    const scenario = await openGithubScenario({ github: { isReadOnly: true } });
    await scenario.github.createRelease({ tag_name: 'v1.2.0' });

    const result = await scenario.run({ inputs });

    expect(result.run.log).toContain('contents: write');
    expect(result.submissions).toEqual([]);
    await expect(writeGithubTranscript(result)).toMatchFileSnapshot(
      'transcripts/release-read-only.txt',
    );
    await scenario.close();
  });
});
