import { describe, test } from 'vitest';
import { playScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

describe.concurrent('a video from a text', () => {
  test('is paid once, downloaded whole and told about', { timeout: 60_000 }, async ({ expect }) => {
    const scenario = await playScenario({
      inputs: { prompt: 'A lighthouse at dawn', duration: '8', 'max-credits': '480' },
    });
    const { chargedCredits, filesLeft, run, submissions, video } = scenario;

    expect(run.exitCode).toBe(0);
    expect(submissions).toHaveLength(1);
    expect(chargedCredits).toBe(480);
    expect(video).toMatchObject({ isMp4: true, sha256: run.outputs.sha256 });
    expect(filesLeft).toEqual([run.outputs['video-path']]);
    expect(video?.bytes).toBeGreaterThan(50_000);
    await expect(writeTranscript(scenario)).toMatchFileSnapshot('transcripts/text-to-video.txt');
  });

  test('is noticed within seconds, with few polls', { timeout: 60_000 }, async ({ expect }) => {
    const { requests, run } = await playScenario({
      sandbox: { speed: 20 },
      inputs: { prompt: 'A lighthouse at dawn', duration: '3' },
    });
    const polls = requests.filter(({ path }) => path.startsWith('/api/v1/tasks/'));

    expect(run.exitCode).toBe(0);
    expect(polls.length).toBeLessThanOrEqual(4);
  });
});
