import { describe, expect, test } from 'vitest';
import { planEnding } from './prompt-marks.ts';

describe('a mark in the prompt', () => {
  test.each([
    { prompt: 'A calm sea', ending: 'succeeded', neverEnds: false },
    { prompt: 'A calm sea [[fail]]', ending: 'failed', neverEnds: false },
    { prompt: '[[nsfw]] A calm sea', ending: 'failed', neverEnds: false },
    { prompt: 'A calm [[image]] sea', ending: 'failed', neverEnds: false },
    { prompt: '[[cancel]]', ending: 'cancelled', neverEnds: false },
    { prompt: '[[stuck]]', ending: 'succeeded', neverEnds: true },
  ])('"$prompt" ends as $ending', ({ prompt, ending, neverEnds }) => {
    expect(planEnding({ prompt })).toMatchObject({ ending: { status: ending }, neverEnds });
  });

  test('is found in a shot too', () => {
    const plan = planEnding({ multi_prompt: [{ prompt: 'Waves [[nsfw]]', duration: 5 }] });

    expect(plan.ending).toMatchObject({ status: 'failed', code: 1301 });
  });
});
