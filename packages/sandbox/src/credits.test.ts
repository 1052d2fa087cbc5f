import { describe, expect, test } from 'vitest';
import { priceInCredits } from './credits.ts';

describe('the price of a video', () => {
  test.each([
    { mode: 'std', sound: false, duration: 3, credits: 120 },
    { mode: 'std', sound: true, duration: 5, credits: 300 },
    { mode: 'pro', sound: false, duration: 8, credits: 432 },
    { mode: 'pro', sound: true, duration: 15, credits: 1200 },
  ] as const)('is $credits for $mode, $duration s, sound $sound', ({ credits, ...request }) => {
    expect(priceInCredits(request)).toBe(credits);
  });
});
