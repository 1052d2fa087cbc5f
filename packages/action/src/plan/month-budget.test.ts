import { expect, test } from 'vitest';
import { describeMonth, monthName } from './month-budget.ts';

test('a month has the name of its year, in UTC', () => {
  expect(monthName(Date.parse('2026-11-30T23:59:59Z'))).toBe('November 2026');
  expect(monthName(Date.parse('2026-12-01T00:00:00Z'))).toBe('December 2026');
});

test('the budget of a month shows what is used of it', () => {
  const budget = { month: 'November 2026', maxCredits: 2000, spentCredits: 620 };

  expect(describeMonth(budget)).toBe('620 of 2,000 credits are used in November 2026.');
});
