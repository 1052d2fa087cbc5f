import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from './ledger-entry.ts';
import { mayReplace } from './may-replace.ts';

const at = 1;
const submittedAt = 1;
const failure = { state: 'failed', at, reason: 'other', isFinal: false } as const;

/** An entry of each kind, with a task of its own for each attempt. */
function entryOf(kind: string, attempt: number): LedgerEntry {
  const taskId = `task_${attempt}`;
  switch (kind) {
    case 'submitting':
      return { state: 'submitting', attempt, at };
    case 'ambiguous':
      return { state: 'ambiguous', attempt, at };
    case 'refused':
      return { ...failure, attempt };
    case 'submitted':
      return { state: 'submitted', attempt, at, taskId, submittedAt };
    case 'failed':
      return { ...failure, attempt, taskId };
    default:
      return { state: 'finished', attempt, at, taskId, submittedAt };
  }
}

describe('may replace', () => {
  test.each<[string, readonly string[]]>([
    ['submitting', ['submitting']],
    ['ambiguous', ['submitting', 'ambiguous', 'refused']],
    ['refused', ['submitting', 'ambiguous', 'refused']],
    ['submitted', ['submitting', 'ambiguous', 'refused', 'submitted']],
    ['failed', ['submitting', 'ambiguous', 'refused', 'submitted', 'failed']],
    ['finished', ['submitting', 'ambiguous', 'refused', 'submitted', 'failed', 'finished']],
  ])('lets %s replace, within one attempt, %j', (kind, replaced) => {
    const kinds = ['submitting', 'ambiguous', 'refused', 'submitted', 'failed', 'finished'];

    expect(kinds.filter((current) => mayReplace(entryOf(kind, 1), entryOf(current, 1)))).toEqual(
      replaced,
    );
  });

  test.each(['submitting', 'ambiguous', 'refused', 'submitted', 'failed', 'finished'])(
    'lets %s be the first entry, and that of a later attempt',
    (kind) => {
      expect(mayReplace(entryOf(kind, 1), undefined)).toBe(true);
      expect(mayReplace(entryOf(kind, 2), entryOf('failed', 1))).toBe(true);
      expect(mayReplace(entryOf(kind, 2), entryOf('submitted', 1))).toBe(true);
      expect(mayReplace(entryOf(kind, 2), entryOf('finished', 1))).toBe(false);
    },
  );

  test.each<[string, string, boolean]>([
    ['submitted', 'submitting', false],
    ['submitted', 'failed', false],
    ['submitted', 'refused', true],
    ['ambiguous', 'refused', false],
    ['failed', 'refused', false],
    ['finished', 'submitting', false],
    ['finished', 'ambiguous', false],
    ['finished', 'submitted', false],
    ['finished', 'finished', false],
    ['finished', 'refused', true],
    ['finished', 'failed', true],
  ])('for %s of an earlier attempt over %s of a later one is %s', (kind, current, expected) => {
    expect(mayReplace(entryOf(kind, 1), entryOf(current, 2))).toBe(expected);
  });

  test.each<[string, string, boolean]>([
    ['submitted', 'submitted', true],
    ['failed', 'submitted', false],
    ['finished', 'submitted', false],
    ['finished', 'finished', false],
    ['failed', 'failed', true],
    ['finished', 'failed', true],
  ])('for %s of another task of the attempt, over %s, is %s', (kind, current, expected) => {
    const other = { ...entryOf(kind, 2), attempt: 1 };

    expect(mayReplace(other, entryOf(current, 1))).toBe(expected);
  });

  test('never loses a task that may still have its video, whatever is recorded in whatever order', () => {
    const kinds = ['submitting', 'ambiguous', 'refused', 'submitted', 'failed', 'finished'];
    const entry = fc
      .tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 3 }))
      .map(([kind, attempt]) => entryOf(kind, attempt));
    fc.assert(
      fc.property(entry, entry, (current, next) => {
        fc.pre(mayReplace(next, current));
        if (current.state === 'finished') expect(next).toEqual(current);
        if (current.state === 'submitted') {
          expect(next.attempt).toBeGreaterThanOrEqual(current.attempt);
          expect(next.attempt > current.attempt || 'taskId' in next).toBe(true);
        }
      }),
      { seed: 1 },
    );
  });
});
