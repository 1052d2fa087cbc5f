import { describe, test } from 'vitest';
import { openGithubScene, writeGithubTranscript } from './github-scene.ts';

const inputs = { prompt: 'A lighthouse at dawn', release: 'v1.2.0' };
const onVideo = /^POST \/uploads.*\.mp4/;

describe.concurrent('trouble while a video is uploaded', () => {
  test.for(['cut', 'bad-gateway', 'lost-answer', 'damaged', 'rate-limit', 'name-taken'] as const)(
    'passes: %s',
    { timeout: 60_000 },
    async (kind, { expect }) => {
      const scene = await openGithubScene({ github: { faults: [{ on: onVideo, kind }] } });
      const { id } = await scene.github.createRelease({ tag_name: 'v1.2.0', draft: true });

      const scenario = await scene.play({ inputs });

      expect(scenario.run.exitCode).toBe(0);
      expect(scenario.chargedCredits).toBe(300);
      expect(await scene.github.videos(id)).toEqual([
        { state: 'uploaded', digest: `sha256:${scenario.video?.sha256}` },
      ]);
      await expect(writeGithubTranscript(scenario)).toMatchFileSnapshot(
        `transcripts/release-upload-${kind}.txt`,
      );
      await scene.close();
    },
  );
});
