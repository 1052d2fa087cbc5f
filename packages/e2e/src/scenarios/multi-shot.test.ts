import { describe, expect, test } from 'vitest';
import { runScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

const shots = `
- prompt: '@keeper climbs the stairs of the lighthouse, lantern in hand'
  duration: 6
- prompt: '@keeper lights the great lamp'
  duration: 4
- prompt: the beam sweeps over the sea at dusk, seen from the air
  duration: 5
`;

const elements = `
- name: keeper
  description: an old keeper with a white beard and a blue coat
  image-urls:
    - https://images.example/keeper-front.jpg
    - https://images.example/keeper-side.jpg
`;

describe('15 s of several shots with an element, in pro', () => {
  test('is rendered as one video', async () => {
    const result = await runScenario({
      inputs: { shots, elements, mode: 'pro', image: 'https://images.example/first.jpg' },
    });
    const { chargedCredits, run, submissions, video } = result;

    expect(run.exitCode).toBe(0);
    expect(submissions).toHaveLength(1);
    expect(chargedCredits).toBe(1200);
    expect(video).toMatchObject({ isMp4: true, sha256: run.outputs.sha256 });
    await expect(writeTranscript(result)).toMatchFileSnapshot('transcripts/multi-shot.txt');
  });
});
