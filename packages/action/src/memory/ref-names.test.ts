import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../testing/any-text.ts';
import {
  fitsInName,
  monthOf,
  parseSpentRef,
  parseVideoRef,
  reasonName,
  runRefName,
  spentRefName,
  type VideoFact,
  videoRefName,
} from './ref-names.ts';

const key = 'f'.repeat(64);
const anyKey = fc.stringMatching(/^[0-9a-f]{64}$/);
const anyAttempt = fc.integer({ min: 1, max: 999_999_999 });
const submission = fc.record({ key: anyKey, attempt: anyAttempt });

const anyFact: fc.Arbitrary<VideoFact> = fc.oneof(
  fc.constantFrom({ kind: 'claim' } as const, { kind: 'lost' } as const),
  fc.stringMatching(/^[0-9a-f]{64}$/).map((sha256) => ({ kind: 'done', sha256 }) as const),
  fc.record({
    kind: fc.constant('failed' as const),
    reason: anyText.map(reasonName),
    isFinal: fc.boolean(),
  }),
  anyText.map((taskId) => ({
    kind: 'task' as const,
    taskId: fitsInName(taskId, { key, attempt: 999_999_999 }) && taskId !== '' ? taskId : undefined,
  })),
);

/** The rules of `git help check-ref-format`, and the length of a file name. */
function expectGitName(name: string): void {
  expect(name.length).toBeLessThanOrEqual(250);
  for (const part of name.split('/')) expect(part).toMatch(/^[\w-]+(\.[\w+-]+)*$/);
  expect(name).not.toMatch(/\.lock(\/|$)/);
}

describe('names of references', () => {
  test('are taken by git, and read back as they were written', () => {
    fc.assert(
      fc.property(submission, anyFact, (facts, fact) => {
        const name = videoRefName({ ...facts, fact });

        expectGitName(name);
        expect(parseVideoRef(name)).toEqual({ ...facts, fact });
      }),
    );
  });

  test('of what is spent, are taken by git and read back as they were written', () => {
    const month = fc.integer({ min: 0, max: 4e12 }).map(monthOf);
    const credits = fc.oneof(fc.nat(), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }));
    const runId = fc.option(fc.stringMatching(/^[\w-]{1,20}$/), { nil: undefined });
    const anySpent = fc.record({ key: anyKey, attempt: anyAttempt, month, credits, runId });
    fc.assert(
      fc.property(anySpent, (spent) => {
        const name = spentRefName(spent);

        expectGitName(name);
        expect(parseSpentRef(name)).toEqual(spent);
      }),
    );
  });

  test('are these', () => {
    const one = { key: 'abc', attempt: 2 };
    const names = [
      videoRefName({ ...one, fact: { kind: 'claim' } }),
      videoRefName({ ...one, fact: { kind: 'task', taskId: 'task_1' } }),
      videoRefName({ ...one, fact: { kind: 'done', sha256: 'd'.repeat(64) } }),
      videoRefName({ ...one, fact: { kind: 'failed', reason: 'content-policy', isFinal: true } }),
      videoRefName({ ...one, fact: { kind: 'lost' } }),
      spentRefName({ ...one, month: '2026-11', credits: 300, runId: '42' }),
      spentRefName({ ...one, month: '2026-11', credits: 450.5, runId: undefined }),
      runRefName('42'),
    ];

    expect(names).toEqual([
      'refs/kling/videos/abc/2/claim',
      'refs/kling/videos/abc/2/task.dGFza18x',
      `refs/kling/videos/abc/2/done.${'d'.repeat(64)}`,
      'refs/kling/videos/abc/2/failed.content-policy.final',
      'refs/kling/videos/abc/2/lost',
      'refs/kling/spent/2026-11/abc.2/reserved.300.42',
      'refs/kling/spent/2026-11/abc.2/charged.450_5',
      'refs/kling/runs/42',
    ]);
  });

  test.for([
    ['of 120 bytes', 'x'.repeat(120), true],
    ['of 121 bytes', 'x'.repeat(121), false],
    ['of 40 characters with three bytes each', '視'.repeat(40), true],
    ['with half of a surrogate pair', 'task_\ud800', false],
  ] as const)(
    '%s: an id fits in the name of a first attempt: %s',
    ([, taskId, fits], { expect }) => {
      expect(fitsInName(taskId, { key, attempt: 1 })).toBe(fits);
    },
  );

  test.for([
    'refs/heads/main',
    'refs/kling/videos/abc/1/other',
    'refs/kling/videos/abc/0/claim',
    'refs/kling/videos/abc/1/done.short',
    'refs/kling/videos/abc/claim',
    'refs/kling/runs/42',
  ])('%s is not read as one of a video', (name, { expect }) => {
    expect(parseVideoRef(name)).toBeUndefined();
  });

  test.for([
    'refs/kling/spent/2026-11/abc.1/reserved.300',
    'refs/kling/spent/2026-11/abc.1/charged.300.42',
    'refs/kling/spent/2026-11/abc.1/charged.x',
    'refs/kling/spent/2026-11/abc.1/charged.',
    'refs/kling/spent/2026-11/abc/charged.300',
    'refs/kling/spent/november/abc.1/charged.300',
  ])('%s is not read as an amount', (name, { expect }) => {
    expect(parseSpentRef(name)).toBeUndefined();
  });

  test('are not made of keys that git would not take', () => {
    expect(() => videoRefName({ key: 'a/b', attempt: 1, fact: { kind: 'claim' } })).toThrow('a/b');
    expect(() => runRefName('..')).toThrow('".."');
  });
});
