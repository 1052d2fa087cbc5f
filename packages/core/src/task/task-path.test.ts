import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { taskPath } from './task-path.ts';

describe('The path of a task', () => {
  test.each([
    ['task_1', '/api/v1/tasks/task_1'],
    ['kling-3/task:a+1 %', '/api/v1/tasks/kling-3%2Ftask%3Aa%2B1%20%25'],
    ['%2e%2e', '/api/v1/tasks/%252e%252e'],
    ['...', '/api/v1/tasks/...'],
    ['a\uD800b', '/api/v1/tasks/a%EF%BF%BDb'],
  ])('has the id %j, encoded', (id, path) => {
    expect(taskPath(id)).toBe(path);
  });

  test.each(['', ' ', '.', '..', ' .. ', 'x'.repeat(1001)])(
    'does not exist for an id that cannot be asked for: %j',
    (id) => {
      expect(taskPath(id)).toBeUndefined();
    },
  );

  test('leads to the tasks whatever the id, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        const path = taskPath(id) ?? '/api/v1/tasks/x';

        expect(new URL(path, 'https://api.example').pathname).toMatch(/^\/api\/v1\/tasks\/[^/]+$/);
      }),
    );
  });
});
