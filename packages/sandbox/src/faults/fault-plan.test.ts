import { describe, expect, test } from 'vitest';
import { createFaultPlan } from './fault-plan.ts';

describe('the fault plan', () => {
  test('applies a rule as often as it asks for, and then no more', () => {
    const plan = createFaultPlan([{ kind: 'server-error', on: 'read', times: 2 }]);

    const kinds = [1, 2, 3].map(() => plan.take('read', {})?.kind);

    expect(kinds).toEqual(['server-error', 'server-error', undefined]);
    expect(plan.list()).toEqual([]);
  });

  test('leaves the first requests alone when a rule skips them', () => {
    const plan = createFaultPlan([{ kind: 'server-error', on: 'read', skip: 2 }]);

    const kinds = [1, 2, 3, 4].map(() => plan.take('read', {})?.kind);

    expect(kinds).toEqual([undefined, undefined, 'server-error', undefined]);
  });

  test.each(['always', Number.POSITIVE_INFINITY] as const)(
    'applies a rule without end with %s',
    (times) => {
      const plan = createFaultPlan([{ kind: 'reset', on: 'submit', times }]);

      const kinds = Array.from({ length: 100 }, () => plan.take('submit', {})?.kind);

      expect(new Set(kinds)).toEqual(new Set(['reset']));
      expect(plan.list()).toMatchObject([{ kind: 'reset', applied: 100 }]);
    },
  );

  test('applies the rules in their order, one for each request', () => {
    const plan = createFaultPlan([]);
    plan.add({ kind: 'html-error', on: 'read' });
    plan.add({ kind: 'reset', on: 'submit' });
    plan.add({ kind: 'malformed-json', on: 'read' });

    const kinds = [1, 2, 3].map(() => plan.take('read', {})?.kind);

    expect(kinds).toEqual(['html-error', 'malformed-json', undefined]);
    expect(plan.list()).toMatchObject([{ kind: 'reset', applied: 0 }]);
  });

  test('applies some rules only to the requests that they are about', () => {
    const plan = createFaultPlan([
      { kind: 'success-without-url' },
      { kind: 'media-ignores-range' },
      { kind: 'media-cut' },
    ]);

    expect(plan.take('read', { taskStatus: 'running' })).toBeUndefined();
    expect(plan.take('read', { taskStatus: 'succeeded' })?.kind).toBe('success-without-url');
    expect(plan.take('media', { method: 'HEAD' })).toBeUndefined();
    expect(plan.take('media', { method: 'GET' })?.kind).toBe('media-cut');
    expect(plan.take('media', { method: 'GET', hasRange: true })?.kind).toBe('media-ignores-range');
  });

  test('forgets all rules when cleared', () => {
    const plan = createFaultPlan([{ kind: 'hang', on: 'read' }]);

    plan.clear();

    expect(plan.take('read', {})).toBeUndefined();
  });

  test('refuses an unknown rule', () => {
    const misspelt = { kind: 'reset', on: 'submit', time: 2 } as const;

    expect(() => createFaultPlan([misspelt])).toThrow(/Unrecognized key: \\"time\\"/);
  });
});
