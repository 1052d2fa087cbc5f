import { describe, test } from 'vitest';
import { playScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

const inputs = { prompt: 'A lighthouse at dawn', 'api-key': '', 'dry-run': 'true' };

describe.concurrent('a dry run', () => {
  test('tells plan and price without a key, and sends nothing', async ({ expect }) => {
    const scenario = await playScenario({ inputs });

    expect(scenario.run.exitCode).toBe(0);
    expect(scenario.requests).toEqual([]);
    await expect(writeTranscript(scenario)).toMatchFileSnapshot('transcripts/dry-run.txt');
  });

  test('fails where the real run would: over the limit', async ({ expect }) => {
    const { requests, run } = await playScenario({ inputs: { ...inputs, 'max-credits': '299' } });

    expect(run.exitCode).toBe(1);
    expect(requests).toEqual([]);
    expect(run.outputs).toMatchObject({ status: 'failed', 'estimated-credits': '300' });
  });
});
