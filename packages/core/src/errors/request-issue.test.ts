import { describe, expect, test } from 'vitest';

import { requestIssue } from './request-issue.ts';

describe('An issue of a request', () => {
  test.each([
    [[], ''],
    [['prompt'], 'prompt'],
    [['shots', 1], 'shots[1]'],
    [['shots', 1, 'duration'], 'shots[1].duration'],
    [['elements', 0, 'imageUrls', 2], 'elements[0].imageUrls[2]'],
  ])('at %j is about the field "%s"', (path, field) => {
    const issue = requestIssue(path, 'Fix it.');

    expect(issue).toEqual({ path, field, message: 'Fix it.' });
  });

  test('names a symbol as text', () => {
    const issue = requestIssue([Symbol('odd')], 'Fix it.');

    expect(issue.field).toBe('Symbol(odd)');
  });
});
