import { describe, test } from 'vitest';
import { playScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

const prompt = 'A lighthouse at dawn';

describe.concurrent('trouble after the video is paid', () => {
  test('does not lose it: polls fail, the link expires, the download breaks', {
    timeout: 60_000,
  }, async ({ expect }) => {
    const { chargedCredits, run, submissions, video } = await playScenario({
      sandbox: {
        faults: [
          { kind: 'html-error', on: 'read' },
          { kind: 'malformed-json', on: 'read' },
          { kind: 'expired-media-url' },
          { kind: 'media-cut', percent: 40 },
        ],
      },
      inputs: { prompt },
    });

    expect(run.annotations).toEqual([]);
    expect(run.exitCode).toBe(0);
    expect(video).toMatchObject({ isMp4: true, sha256: run.outputs.sha256 });
    expect(submissions).toHaveLength(1);
    expect(chargedCredits).toBe(300);
  });

  test('is told in the API’s words when the task fails', { timeout: 60_000 }, async ({
    expect,
  }) => {
    const scenario = await playScenario({ inputs: { prompt: `${prompt} [[nsfw]]` } });

    expect(scenario.run.exitCode).toBe(1);
    expect(scenario.submissions).toHaveLength(1);
    await expect(writeTranscript(scenario)).toMatchFileSnapshot('transcripts/failed-task.txt');
  });

  test('names the task when the time is up', { timeout: 60_000 }, async ({ expect }) => {
    const scenario = await playScenario({
      sandbox: { speed: 1 },
      inputs: { prompt, 'timeout-minutes': '0.1' },
    });

    expect(scenario.run.exitCode).toBe(1);
    await expect(writeTranscript(scenario)).toMatchFileSnapshot('transcripts/time-is-up.txt');
  });
});
