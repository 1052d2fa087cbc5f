import { describe, expect, test } from 'vitest';
import { reportLeftBehind } from './left-behind.ts';
import { createFakeHost } from './testing/fake-host.ts';

describe('the post step', () => {
  test('names the task when main was killed under way', () => {
    const host = createFakeHost({ state: { 'task-id': 'task_1' } });

    reportLeftBehind(host);

    expect(host.events[0]).toContain('task-id: task_1');
    expect(host.summary).toContain('`task-id: task_1`');
  });

  test.each([
    ['nothing was submitted', {}],
    ['main came to its end', { 'task-id': 'task_1', outcome: 'failure' }],
  ])('says nothing when %s', (_when, state: Readonly<Record<string, string>>) => {
    const host = createFakeHost({ state });

    reportLeftBehind(host);

    expect(host.events).toEqual([]);
    expect(host.summary).toBe('');
  });
});
