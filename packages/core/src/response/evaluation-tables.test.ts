import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type PollVerdict, pollRules } from './evaluate-poll.ts';
import { type SubmissionVerdict, submissionRules } from './evaluate-submission.ts';
import type { StatusGroup } from './response-facts.ts';

const contract = readFileSync(new URL('../../../../docs/contract.md', import.meta.url), 'utf8');

const statusTexts: Readonly<Record<StatusGroup, string>> = {
  '2xx': '2xx',
  '3xx': '3xx',
  '4xx': 'other 4xx',
  '401': '401',
  '404': '404',
  '429': '429',
  unclear: '408, 409, 425, 455, 499',
  '503': '503 with `Retry-After`',
  '5xx': 'other 5xx',
};

const submissionVerdicts: Readonly<Record<SubmissionVerdict, string>> = {
  made: 'task exists',
  refused: 'nothing made',
  wait: 'send later',
  ambiguous: 'unknown',
};

const pollVerdicts: Readonly<Record<PollVerdict, string>> = {
  ended: 'final',
  running: 'continue',
  'other task': 'ignore',
  'key refused': 'stop',
  doubtful: 'stop if it lasts',
  passing: 'continue',
};

const nobody = {
  submission: [
    '| nobody | none | the request certainly never arrived | send later |',
    '| nobody | none | anything else | unknown |',
  ],
  poll: ['| nobody | none | anything | continue |'],
};

/** The rows of one table of docs/contract.md §5. */
function rowsOf(name: 'submission' | 'poll'): readonly string[] {
  const [, text = ''] = contract.split(new RegExp(`<!-- /?evaluation:${name} -->`));
  return text.trim().split('\n').slice(2);
}

function row(
  {
    content,
    speaker,
    statuses,
  }: {
    readonly speaker: 'api' | 'edge';
    readonly content?: string;
    readonly statuses?: readonly StatusGroup[];
  },
  verdict: string,
): string {
  const who = speaker === 'api' ? 'the API' : 'the edge';
  const status = statuses?.map((group) => statusTexts[group]).join(', ') ?? 'any';
  return `| ${who} | ${status} | ${content ?? 'anything'} | ${verdict} |`;
}

test('docs/contract.md shows the rules by which a response to a submission is evaluated', () => {
  const rules = submissionRules.map((rule) => row(rule, submissionVerdicts[rule.verdict]));

  expect(rowsOf('submission')).toEqual([
    '| the API | any | a task id | task exists |',
    ...rules,
    '| either | any | anything else | unknown |',
    ...nobody.submission,
  ]);
});

test('docs/contract.md shows the rules by which a response to a poll is evaluated', () => {
  const rules = pollRules.map((rule) => row(rule, pollVerdicts[rule.verdict]));

  expect(rowsOf('poll')).toEqual([
    ...rules,
    '| either | any | anything else | continue |',
    ...nobody.poll,
  ]);
});
