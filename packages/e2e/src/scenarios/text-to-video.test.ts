import { describe, test } from 'vitest';
import { openScenario, runScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

describe.concurrent('a video from a text', () => {
  test('is paid once, downloaded whole and reported', async ({ expect }) => {
    const result = await runScenario({
      inputs: { prompt: 'A lighthouse at dawn', duration: '8', 'max-credits': '480' },
    });
    const { chargedCredits, filesLeft, run, submissions, video } = result;

    expect(run.exitCode).toBe(0);
    expect(submissions).toHaveLength(1);
    expect(chargedCredits).toBe(480);
    expect(video).toMatchObject({ isMp4: true, sha256: run.outputs.sha256 });
    expect(filesLeft).toEqual([run.outputs['video-path']]);
    expect(video?.bytes).toBeGreaterThan(50_000);
    await expect(writeTranscript(result)).toMatchFileSnapshot('transcripts/text-to-video.txt');
  });

  test('is waited for until its task ends', async ({ expect }) => {
    const scenario = await openScenario({
      speed: 1,
      faults: [{ kind: 'unknown-status', on: 'read', word: 'ON_HOLD' }],
    });
    const finish = () => scenario.sandbox.tasks().map(({ id }) => scenario.sandbox.finish(id));
    void scenario.sandboxLog.next('fault unknown-status on GET').then(finish);

    const { requests, run } = await scenario.run({ inputs: { prompt: 'A lighthouse at dawn' } });

    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'rendered' } });
    expect(requests.filter(({ path }) => path.startsWith('/api/v1/tasks/'))).toHaveLength(2);
    await scenario.close();
  });
});
