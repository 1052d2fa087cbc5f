import { describe, test } from 'vitest';
import { runScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

const prompt = 'A lighthouse at dawn';

describe.concurrent('a failure after the video is paid', () => {
  test('does not lose it: polls fail, the link expires, the download is cut off', async ({
    expect,
  }) => {
    const { chargedCredits, run, submissions, video } = await runScenario({
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

  test('is reported in the API’s words when it is the task’s', async ({ expect }) => {
    const result = await runScenario({ inputs: { prompt: `${prompt} [[nsfw]]` } });

    expect(result.run.exitCode).toBe(1);
    expect(result.submissions).toHaveLength(1);
    await expect(writeTranscript(result)).toMatchFileSnapshot('transcripts/failed-task.txt');
  });

  test('is a message with the task id when the wait times out', async ({ expect }) => {
    const result = await runScenario({
      sandbox: { speed: 1 },
      inputs: { prompt, 'timeout-minutes': '0.2' },
    });

    expect(result.run.exitCode).toBe(1);
    await expect(writeTranscript(result)).toMatchFileSnapshot('transcripts/timed-out.txt');
  });
});
