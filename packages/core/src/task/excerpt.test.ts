import { describe, expect, test } from 'vitest';

import { excerptOf } from './excerpt.ts';

describe('The excerpt of a body', () => {
  test('is its beginning in one line, without secrets', () => {
    expect(excerptOf('<html>\n<title>502</title>')).toBe('<html> <title>502</title>');
    expect(excerptOf('{"token":"a1b2","why":"Too dark"}')).toBe('{"token":"…","why":"Too dark"}');
    expect(excerptOf('x'.repeat(500))).toBe(`${'x'.repeat(300)}…`);
    expect(excerptOf('Too dark', 3)).toBe('Too…');
  });

  test('is the JSON of what was parsed', () => {
    expect(excerptOf({ why: 'Too dark' })).toBe('{"why":"Too dark"}');
    expect(excerptOf(null)).toBe('null');
  });

  test('is empty for what has no text', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));

    expect([undefined, '', circle, deep].map((body) => excerptOf(body))).toEqual(['', '', '', '']);
  });
});
