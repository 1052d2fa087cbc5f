import { describe, test } from 'vitest';
import { playScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

describe.concurrent('a submission whose answer is lost', () => {
  test('is never sent again, and is said to have been charged perhaps', async ({ expect }) => {
    const scenario = await playScenario({
      sandbox: { faults: [{ kind: 'reset', on: 'submit', when: 'after' }] },
      inputs: { prompt: 'A lighthouse at dawn' },
    });
    const { chargedCredits, run, submissions } = scenario;

    expect(run.exitCode).toBe(1);
    expect(submissions).toHaveLength(1);
    expect(chargedCredits).toBe(300);
    expect(run.annotations[0]).toMatchObject({ level: 'error', title: 'May have been charged' });
    await expect(writeTranscript(scenario)).toMatchFileSnapshot('transcripts/lost-answer.txt');
  });

  test('counts as lost also behind an error page of the edge', async ({ expect }) => {
    const { run, submissions } = await playScenario({
      sandbox: { faults: [{ kind: 'html-error', on: 'submit', when: 'after' }] },
      inputs: { prompt: 'A lighthouse at dawn' },
    });

    expect(run.exitCode).toBe(1);
    expect(submissions).toHaveLength(1);
    expect(run.annotations[0]?.title).toBe('May have been charged');
  });
});
