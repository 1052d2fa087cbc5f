import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseVideoRequest } from '../request/parse-video-request.ts';
import { approximateUsd, estimateCredits } from './estimate.ts';

describe('The price of a video', () => {
  test.each([
    ['std', false, 3, 120],
    ['std', false, 5, 200],
    ['std', false, 15, 600],
    ['std', true, 3, 180],
    ['std', true, 5, 300],
    ['std', true, 15, 900],
    ['pro', false, 3, 162],
    ['pro', false, 8, 432],
    ['pro', false, 15, 810],
    ['pro', true, 3, 240],
    ['pro', true, 5, 400],
    ['pro', true, 15, 1200],
  ] as const)(
    'in %s mode with sound %s for %i s is %i credits',
    (mode, sound, duration, credits) => {
      expect(estimateCredits({ mode, sound, duration }).credits).toBe(credits);
    },
  );

  test('is 300 credits, about $3, where all is left to the defaults', () => {
    const { request } = parseVideoRequest({ prompt: 'A cat' });

    expect(estimateCredits(request)).toEqual({ credits: 300, approximateUsd: 3 });
  });

  test('counts the seconds of all shots', () => {
    const { request } = parseVideoRequest({
      mode: 'pro',
      shots: [
        { prompt: 'A cat', duration: 4 },
        { prompt: 'A dog', duration: 3 },
      ],
    });

    expect(estimateCredits(request).credits).toBe(560);
  });

  test('is $4.32 for 432 credits, and follows the rate that is set', () => {
    const request = { mode: 'pro', duration: 8, sound: false } as const;

    expect(estimateCredits(request)).toEqual({ credits: 432, approximateUsd: 4.32 });
    expect(estimateCredits(request, { usdPerCredit: 0.002 }).approximateUsd).toBe(0.864);
    expect(estimateCredits(request, { usdPerCredit: 0 }).approximateUsd).toBe(0);
    expect(estimateCredits(request, { usdPerCredit: undefined }).approximateUsd).toBe(4.32);
  });
});

describe('The price, whatever is asked for,', () => {
  const requests = fc.record({
    mode: fc.constantFrom('std', 'pro'),
    sound: fc.boolean(),
    duration: fc.integer({ min: 3, max: 15 }),
  });

  test('is a whole number from 120 to 1,200', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { credits } = estimateCredits(request);

        expect(Number.isInteger(credits)).toBe(true);
        expect(credits).toBeGreaterThanOrEqual(120);
        expect(credits).toBeLessThanOrEqual(1200);
      }),
    );
  });

  test('is linear in the seconds', () => {
    fc.assert(
      fc.property(requests, requests, ({ duration, ...request }, other) => {
        const credits = estimateCredits({ ...request, duration }).credits;
        const ofOther = estimateCredits({ ...request, duration: other.duration }).credits;

        expect(credits * other.duration).toBe(ofOther * duration);
      }),
    );
  });

  test('grows with seconds, with sound and with pro mode', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { credits } = estimateCredits(request);

        expect(
          estimateCredits({ ...request, duration: request.duration + 1 }).credits,
        ).toBeGreaterThan(credits);
        expect(estimateCredits({ ...request, sound: true }).credits).toBeGreaterThanOrEqual(
          credits,
        );
        expect(estimateCredits({ ...request, mode: 'pro' }).credits).toBeGreaterThanOrEqual(
          credits,
        );
      }),
    );
  });
});

describe('Dollars', () => {
  test.each([
    [0, 0.01, 0],
    [30, 0.01, 0.3],
    [110, 0.01, 1.1],
    [1, 0.002, 0.002],
    [1, 0.00004, 0],
    [1, 0.00005, 0.0001],
  ])('for %i credits at %d are %d, without digits that no one asked for', (credits, rate, usd) => {
    expect(approximateUsd(credits, rate)).toBe(usd);
  });

  test('are a cent a credit unless dataResponse otherwise', () => {
    expect(approximateUsd(1200)).toBe(12);
  });
});
