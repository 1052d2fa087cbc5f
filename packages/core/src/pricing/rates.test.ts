import { describe, expect, test } from 'vitest';

import { creditsPerSecond, defaultUsdPerCredit, ratesReadOn } from './rates.ts';

describe('The rate table', () => {
  test('is the one of the price page', () => {
    expect(creditsPerSecond).toEqual({
      std: { silent: 40, withSound: 60 },
      pro: { silent: 54, withSound: 80 },
    });
    expect(defaultUsdPerCredit).toBe(0.01);
  });

  test('is dated', () => {
    expect(ratesReadOn).toMatch(/^20\d\d-\d\d-\d\d$/);
  });
});
