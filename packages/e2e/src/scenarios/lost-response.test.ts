import { describe, test } from 'vitest';
import { runScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

describe.concurrent('a submission whose response is lost', () => {
  test('is never sent again, and is reported as possibly charged', async ({ expect }) => {
    const result = await runScenario({
      sandbox: { faults: [{ kind: 'reset', on: 'submit', when: 'after' }] },
      inputs: { prompt: 'A lighthouse at dawn' },
    });
    const { chargedCredits, run, submissions } = result;

    expect(run.exitCode).toBe(1);
    expect(submissions).toHaveLength(1);
    expect(chargedCredits).toBe(300);
    expect(run.annotations[0]).toMatchObject({ level: 'error', title: 'May have been charged' });
    await expect(writeTranscript(result)).toMatchFileSnapshot('transcripts/lost-response.txt');
  });

  test('is also one that gets an error page of the edge', async ({ expect }) => {
    const { run, submissions } = await runScenario({
      sandbox: { faults: [{ kind: 'html-error', on: 'submit', when: 'after' }] },
      inputs: { prompt: 'A lighthouse at dawn' },
    });

    expect(run.exitCode).toBe(1);
    expect(submissions).toHaveLength(1);
    expect(run.annotations[0]?.title).toBe('May have been charged');
  });
});
