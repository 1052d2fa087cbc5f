import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseVars } from './vars-input.ts';

describe('vars', () => {
  test.each([
    ['version: 1.10', { version: '1.10' }],
    ['number: 007', { number: '007' }],
    ['color: blue #1', { color: 'blue #1' }],
    ['title: a: b', { title: 'a: b' }],
    ['title: "Hello"', { title: '"Hello"' }],
    ['off: no\n\n# a comment\n  b.c-d :  2\r\n', { off: 'no', 'b.c-d': '2' }],
    ['empty:', { empty: '' }],
    ['', {}],
    ['{"a": "x: y", "b": 1.5, "c": true}', { a: 'x: y', b: '1.5', c: 'true' }],
  ])('of %j are %j', (text, vars) => {
    expect(parseVars(text)).toEqual({ vars });
  });

  test.each([
    ['just words', 'Line 1: Give names and values, one a line, such as `language: de`.'],
    ['a: 1\n- b: 2', /^Line 2: Give names and values/],
    ['a: 1\na: 2', 'Line 2: There is a value for a already.'],
    ['a: |\n  b', 'Line 1: A value is one line of text. Write it behind "a:".'],
    ['{"a": ', /or one JSON object\.$/],
    ['{"a": {"b": 1}}', 'The value of "a" is not a text.'],
    ['{"a b": 1}', 'The value of "a b" is not a text.'],
  ])('of %j are an issue', (text, issue) => {
    expect(parseVars(text)).toEqual({
      vars: {},
      issue: typeof issue === 'string' ? issue : expect.stringMatching(issue),
    });
  });

  test('are any text of one line as it is, without the blanks around it', () => {
    const lines = fc
      .string()
      .filter((text) => !/[\n\r]/.test(text) && !/^\s*[|>][+-]?\s*$/.test(text));

    fc.assert(
      fc.property(lines, (value) => {
        expect(parseVars(`name: ${value}`)).toEqual({ vars: { name: value.trim() } });
      }),
    );
  });
});
