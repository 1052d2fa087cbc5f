import { describe, test } from 'vitest';
import { runScenario } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

const inputs = { prompt: 'A lighthouse at dawn', 'api-key': '', 'dry-run': 'true' };

describe.concurrent('a dry run', () => {
  test('shows plan and price without a key, and sends nothing', async ({ expect }) => {
    const result = await runScenario({ inputs });

    expect(result.run.exitCode).toBe(0);
    expect(result.requests).toEqual([]);
    await expect(writeTranscript(result)).toMatchFileSnapshot('transcripts/dry-run.txt');
  });

  test('fails if the real run would: when it exceeds the budget', async ({ expect }) => {
    const { requests, run } = await runScenario({ inputs: { ...inputs, 'max-credits': '299' } });

    expect(run.exitCode).toBe(1);
    expect(requests).toEqual([]);
    expect(run.outputs).toMatchObject({ status: 'failed', 'estimated-credits': '300' });
  });
});
