import { describe, test } from 'vitest';
import { openGithubScenario, writeGithubTranscript } from './github-scenario.ts';

const inputs = { prompt: 'A lighthouse at dawn', release: 'v1.2.0' };
const onVideo = /^POST \/uploads.*\.mp4/;

describe.concurrent('a failure during an upload', () => {
  test.for(['cut', 'bad-gateway', 'lost-response', 'damaged', 'rate-limit', 'name-taken'] as const)(
    'is retried: %s',
    async (kind, { expect }) => {
      const scenario = await openGithubScenario({ github: { failures: [{ on: onVideo, kind }] } });
      const { id } = await scenario.github.createRelease({ tag_name: 'v1.2.0', draft: true });

      const result = await scenario.run({ inputs });

      expect(result.run.exitCode).toBe(0);
      expect(result.chargedCredits).toBe(300);
      expect(await scenario.github.videos(id)).toEqual([
        { state: 'uploaded', digest: `sha256:${result.video?.sha256}` },
      ]);
      await expect(writeGithubTranscript(result)).toMatchFileSnapshot(
        `transcripts/release-upload-${kind}.txt`,
      );
      await scenario.close();
    },
  );
});
