import { describe, expect, test } from 'vitest';
import { runScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

describe('a video from an image', () => {
  test('takes the proportions of the image and no aspect ratio', async () => {
    const result = await runScenario({
      inputs: {
        prompt: 'The picture comes to life',
        image: 'https://images.example/harbour.png',
        duration: '3',
        sound: 'false',
      },
    });
    const { chargedCredits, run, submissions, video } = result;

    expect(run.exitCode).toBe(0);
    expect(submissions[0]?.body).not.toHaveProperty('aspect_ratio');
    expect(chargedCredits).toBe(120);
    expect(video).toMatchObject({ isMp4: true, sha256: run.outputs.sha256 });
    await expect(writeTranscript(result)).toMatchFileSnapshot('transcripts/image-to-video.txt');
  });

  test('that is a file of a private repository is refused before anything is sent', async () => {
    const { run, submissions } = await runScenario({
      inputs: { prompt: 'The picture comes to life', image: 'images/harbour.png' },
      event: { name: 'push', payload: { repository: { private: true } } },
    });

    expect(run.exitCode).toBe(1);
    expect(submissions).toEqual([]);
    expect(run.log).toContain(
      'image: This repository is private, so API in One cannot fetch images/harbour.png. Give a public URL of the image.',
    );
  });
});
