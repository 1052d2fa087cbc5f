import { describe, expect, test } from 'vitest';

import { firstText, isObject, member, parseJson, scopesOf, textOf } from './json.ts';

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

  test('is the first under any of the keys, scope by scope', () => {
    const scopes = [{ b: 'inner b', c: '' }, { a: 'outer a' }];

    expect(firstText(scopes, ['a', 'b'])).toBe('inner b');
    expect(firstText(scopes, ['c', 'a'])).toBe('outer a');
    expect(firstText(scopes, ['c'])).toBeUndefined();
  });
});

describe('The scopes of an response', () => {
  const inner = { id: 'inner' };

  test.each([
    [{ data: inner }, [inner, { data: inner }]],
    [{ data: [inner, {}] }, [inner, { data: [inner, {}] }]],
    [{ data: [] }, [{ data: [] }]],
    [{ data: 'text' }, [{ data: 'text' }]],
    [{ data: null }, [{ data: null }]],
    [inner, [inner]],
    [null, []],
    ['text', []],
    [undefined, []],
  ])('%j are %j', (response, scopes) => {
    expect(scopesOf(response)).toEqual(scopes);
  });
});
