/**
 * Credits a second, by mode and sound. From the API in One price table for kling-3 as read in
 * November 2026 (contract.md §3); `ratesReadOn` moves with it.
 */
export const creditsPerSecond = {
  std: { silent: 40, withSound: 60 },
  pro: { silent: 54, withSound: 80 },
} as const;

/** When the rates above were last read from the price page. */
export const ratesReadOn = '2026-11-22';

/**
 * Dollars a credit, roughly: the current pages have $0.01, older ones of the same site imply
 * $0.002. Credits are the truth; dollars are a courtesy and always approximate.
 */
export const defaultUsdPerCredit = 0.01;
