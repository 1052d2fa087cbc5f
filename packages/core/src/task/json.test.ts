import { describe, expect, test } from 'vitest';

import { firstText, isObject, member, parseJson, textOf } from './json.ts';

describe('JSON text', () => {
  test('is parsed', () => {
    expect(parseJson('{"a":[1]}')).toEqual({ a: [1] });
    expect(parseJson('null')).toBeNull();
  });

  test.each(['', '{"a":', '<html></html>', '['.repeat(100_000)])(
    'that is none is nothing: %.20s',
    (text) => {
      expect(parseJson(text)).toBeUndefined();
    },
  );
});

describe('A long number', () => {
  test.each([
    ['{"id":860000000000000001}', { id: '860000000000000001' }],
    ['{"id":-9007199254740993}', { id: '-9007199254740993' }],
    [
      '[9007199254740993, 1234567890123456789012345]',
      ['9007199254740993', '1234567890123456789012345'],
    ],
    ['9007199254740993', '9007199254740993'],
    ['{"a":"\\"","id":860000000000000001}', { a: '"', id: '860000000000000001' }],
  ])('that would be rounded is text: %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test.each([
    ['{"at":1772359200000000}', { at: 1772359200000000 }],
    ['[9007199254740992]', [9007199254740992]],
    ['[0.1234567890123456,1.2345678901234567e+5]', [0.1234567890123456, 123456.78901234567]],
    ['{"a":"see 860000000000000001, ok"}', { a: 'see 860000000000000001, ok' }],
    ['{"a\\"860000000000000001":1}', { 'a"860000000000000001': 1 }],
  ])('that is exact, a fraction or within a string stays as it is: %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test.each(['{"id":860000000000000001', '"860000000000000001', '{"id":0860000000000000001}'])(
    'makes no JSON of what is none: %s',
    (text) => {
      expect(parseJson(text)).toBeUndefined();
    },
  );

  test('is rounded in a body that is much longer than any about a task', () => {
    const text = `[860000000000000001,"${'x'.repeat(300_000)}"]`;

    expect(parseJson(text)).toEqual([860000000000000000, 'x'.repeat(300_000)]);
  });

  test('is read far within other lists', () => {
    const levels = 100_000;

    const value = parseJson(`${'['.repeat(levels)}860000000000000001${']'.repeat(levels)}`);

    expect(Array.isArray(value)).toBe(true);
  });
});

describe('A member', () => {
  test('is read where it is an own one', () => {
    expect(member({ a: 1 }, 'a')).toBe(1);
    expect(member(['x'], '0')).toBe('x');
  });

  test.each([
    [{}, 'toString'],
    [{}, '__proto__'],
    ['text', 'length'],
    [null, 'a'],
    [undefined, 'a'],
    [5, 'a'],
  ])('of %j under "%s" is nothing', (value, key) => {
    expect(member(value, key)).toBeUndefined();
  });
});

describe('An object', () => {
  test.each([
    [{}, true],
    [[], true],
    [null, false],
    ['text', false],
    [undefined, false],
  ])('may be %j: %s', (value, expected) => {
    expect(isObject(value)).toBe(expected);
  });
});

describe('Text', () => {
  test.each([
    [' a ', 'a'],
    [0, '0'],
    [402, '402'],
    ['', undefined],
    [' \n', undefined],
    [true, undefined],
    [null, undefined],
    [['a'], undefined],
    [{}, undefined],
  ])('of %j is %j', (value, text) => {
    expect(textOf(value)).toBe(text);
  });

  test('is the first under any of the keys, object by object', () => {
    const scopes = [{ b: 'inner b', c: '' }, { a: 'outer a' }];

    expect(firstText(scopes, ['a', 'b'])).toBe('inner b');
    expect(firstText(scopes, ['c', 'a'])).toBe('outer a');
    expect(firstText(scopes, ['c'])).toBeUndefined();
  });
});
