import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseInstant, parseRetryAfter } from './instant.ts';

/** 2026-02-24T12:00:00Z, in milliseconds since 1970. */
const noon = 1771934400000;

describe('An instant', () => {
  test.each([
    ['2026-02-24T12:00:00Z', noon],
    ['2026-02-24t12:00:00z', noon],
    ['2026-02-24T12:00Z', noon],
    ['2026-02-24T12:00:00.250Z', noon + 250],
    ['2026-02-24T12:00:00.123456Z', noon + 123],
    ['2026-02-24T20:00:00+08:00', noon],
    ['2026-02-24T20:00:00+0800', noon],
    ['2026-02-24T07:00:00-05:00', noon],
    ['2026-02-24 12:00:00 +00:00', noon],
    ['2026-02-24 12:00:00', noon],
    ['2026-02-24T12:00:00', noon],
    [' 2026-02-24 12:00:00 ', noon],
    [1771934400, noon],
    [1771934400.5, noon + 500],
    [1771934400000, noon],
    ['1771934400', noon],
    ['1771934400000', noon],
    ['1771934400.5', noon + 500],
  ])('is read from %j', (value, instant) => {
    expect(parseInstant(value)).toBe(instant);
  });

  test.each([
    undefined,
    null,
    true,
    {},
    [],
    '',
    'yesterday',
    '2026-02-24',
    '12:00:00',
    '2026-13-01 12:00:00',
    '2026-02-24 25:00:00',
    'Tue, 24 Feb 2026 12:00:00 GMT',
    0,
    -1771934400,
    '0',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    8.64e15 + 1,
    '1'.repeat(400),
  ])('is not read from %j', (value) => {
    expect(parseInstant(value)).toBeUndefined();
  });

  test('is one that a Date can hold, whatever it is read from', () => {
    const values = fc.oneof(fc.double(), fc.string(), fc.jsonValue(), fc.nat().map(String));
    fc.assert(
      fc.property(values, (value) => {
        const instant = parseInstant(value) ?? noon;

        expect(new Date(instant).getTime()).not.toBeNaN();
      }),
    );
  });

  test('survives being written as ISO 8601', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
        (date) => {
          expect(parseInstant(date.toISOString())).toBe(date.getTime());
        },
      ),
    );
  });
});

describe('A Retry-After header', () => {
  test.each([
    ['0', 0],
    ['30', 30_000],
    [' 1.5 ', 1500],
    ['Tue, 24 Feb 2026 12:00:30 GMT', 30_000],
    ['Tuesday, 24-Feb-26 12:00:30 GMT', 30_000],
    ['Tue, 24 Feb 2026 11:59:30 GMT', 0],
  ])('of "%s" asks for %i ms', (header, milliseconds) => {
    expect(parseRetryAfter(header, noon)).toBe(milliseconds);
  });

  test.each([undefined, '', '  ', 'soon', '-5', '30 s', 'soon 5', '25:61:61', '9'.repeat(400)])(
    'of %j asks for nothing',
    (header) => {
      expect(parseRetryAfter(header, noon)).toBeUndefined();
    },
  );

  test('never asks for less than nothing, nor for ever', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.date().map(String), fc.integer().map(String)),
        (header) => {
          const milliseconds = parseRetryAfter(header, noon) ?? 0;

          expect(milliseconds).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(milliseconds)).toBe(true);
        },
      ),
    );
  });
});
