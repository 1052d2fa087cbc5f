import { describe, test } from 'vitest';
import { runScenario, type ScenarioRunOptions } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

interface InvalidRun extends ScenarioRunOptions {
  readonly name: string;
  readonly submissionCount: number;
}

const prompt = 'A lighthouse at dawn';

const invalidRuns: readonly InvalidRun[] = [
  {
    name: 'wrong-key',
    inputs: { prompt, 'api-key': 'aio_wrong-key-of-someone' },
    submissionCount: 1,
  },
  {
    name: 'unreachable-base-url',
    inputs: { prompt, 'base-url': 'http://127.0.0.1:9' },
    submissionCount: 0,
  },
  { name: 'no-credits', inputs: { prompt }, sandbox: { credits: 10 }, submissionCount: 1 },
  { name: 'budget-exceeded', inputs: { prompt, 'max-credits': '299' }, submissionCount: 0 },
  {
    name: 'invalid-inputs',
    inputs: {
      prompt: '',
      mode: '4k',
      duration: '99',
      'aspect-ratio': '4:3',
      sound: 'loud',
      image: 'file:///etc/passwd',
      elements: '- name: fox den\n  pictures: [a]\n',
      'base-url': 'http://apiin.one',
      'max-credits': 'ten',
      'max-credits-per-month': '1,000',
      timezone: 'Berlin',
      'timeout-minutes': 'soon',
    },
    submissionCount: 0,
  },
  {
    name: 'misspelt-inputs',
    inputs: { prompt, 'max-credit': '300', dry_run: 'true', mode: '4k' },
    submissionCount: 0,
  },
  {
    name: 'unreadable-shots',
    inputs: { shots: '- prompt: "A fox\n  duration: 3\n' },
    submissionCount: 0,
  },
  {
    name: 'rejected-by-the-api',
    inputs: { prompt },
    sandbox: {
      faults: [{ kind: 'refused', on: 'submit', code: 1301, message: 'Sensitive content' }],
    },
    submissionCount: 1,
  },
];

describe.concurrent('a step that cannot render', () => {
  test.for(invalidRuns)(
    'ends with one clear message: $name',
    async ({ name, submissionCount, ...options }, { expect }) => {
      const result = await runScenario(options);
      const { chargedCredits, run, submissions } = result;

      expect(run.exitCode).toBe(1);
      expect(run.annotations.filter(({ level }) => level === 'error')).toHaveLength(1);
      expect(run.annotations.at(-1)?.message).toContain('Nothing was charged.');
      expect(run.outputs.status).toBe('failed');
      expect(submissions).toHaveLength(submissionCount);
      expect(chargedCredits).toBe(0);
      await expect(writeTranscript(result)).toMatchFileSnapshot(`transcripts/${name}.txt`);
    },
  );
});
