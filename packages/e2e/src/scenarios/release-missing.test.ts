import { describe, test } from 'vitest';
import { openGithubScenario, writeGithubTranscript } from './github-scenario.ts';

const prompt = 'A lighthouse at dawn';

describe.concurrent('a release that does not exist', () => {
  test.for([
    { name: 'misspelt', release: 'v1.20', message: 'There is no release and no tag "v1.20".' },
    { name: 'full-reference', release: 'refs/tags/v1.2.0', message: 'Did you mean "v1.2.0"?' },
    { name: 'upper-case', release: 'AUTO', message: 'Did you mean "auto"?' },
    { name: 'latest', release: 'latest', message: 'Known: auto, v1.2.0.' },
    { name: 'auto-on-a-branch', release: 'auto', message: 'With release: auto' },
    {
      name: 'auto-on-a-tag',
      release: 'auto',
      tag: 'v1.3.0',
      message: 'The tag v1.3.0 has no release. Create one before this step',
    },
  ])(
    'is known before anything is paid, and never created: $name',
    {
      timeout: 60_000,
    },
    async ({ message, release, tag }, { expect }) => {
      const scenario = await openGithubScenario();
      await scenario.github.createRelease({ tag_name: 'v1.2.0' });

      const { chargedCredits, githubRequests, run, submissions } = await scenario.run({
        inputs: { prompt, release },
        tag,
      });

      expect(run.exitCode).toBe(1);
      expect(run.annotations).toMatchObject([{ level: 'error', title: 'Release not usable' }]);
      expect(run.annotations[0]?.message).toContain(message);
      expect(run.annotations[0]?.message).toContain('Nothing was charged.');
      expect(submissions).toEqual([]);
      expect(chargedCredits).toBe(0);
      expect(githubRequests.filter(({ method }) => method !== 'GET')).toEqual([]);
      await scenario.close();
    },
  );

  test('is shown by a dry run, in the same words', { timeout: 60_000 }, async ({ expect }) => {
    const scenario = await openGithubScenario();
    await scenario.github.createRelease({ tag_name: 'v1.2.0' });

    const inputs = { prompt, release: 'v1.20' };
    const dry = await scenario.run({ inputs: { ...inputs, 'dry-run': 'true' } });
    const real = await scenario.run({ inputs });

    expect(dry.run).toMatchObject({ exitCode: 0, outputs: { status: 'planned' } });
    expect(real.run.annotations[0]?.message).toContain(dry.run.annotations[0]?.message);
    await expect(writeGithubTranscript(real)).toMatchFileSnapshot(
      'transcripts/release-missing.txt',
    );
    await scenario.close();
  });
});
