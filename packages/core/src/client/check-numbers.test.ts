import { describe, expect, test } from 'vitest';
import { checkNumbers } from './check-numbers.ts';

describe('Options that are numbers', () => {
  test.each([{}, { seconds: undefined }, { seconds: 5 }, { seconds: 5.5, other: Number.NaN }])(
    'are accepted when they are at least the minimum, or not given: %j',
    (options) => {
      expect(() => checkNumbers(options, { seconds: 5 })).not.toThrow();
    },
  );

  test.each([
    [Number.NaN, 'NaN'],
    [4.9, '4.9'],
    [-1, '-1'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    ['10', '10'],
    [null, 'null'],
  ])('are refused when they are no such number: %s', (seconds, text) => {
    expect(() => checkNumbers({ seconds, count: 0 }, { seconds: 5, count: 1 })).toThrow(
      `The input is not valid, so nothing was sent. seconds: Give a number of at least 5; it is ${text}. count: Give a number of at least 1; it is 0.`,
    );
  });
});
