import { expect, test } from 'vitest';
import { describeCharge } from './describe-charge.ts';

test.each([
  [
    900,
    'Task task_1 was charged 900 credits; the price table has 300: credit limits allow 3 times as much as stated.',
  ],
  [
    400,
    'Task task_1 was charged 400 credits; the price table has 300: credit limits allow 1.33 times as much as stated.',
  ],
  [
    0,
    'Task task_1 was charged 0 credits; the price table has 300: credit limits are stricter than stated.',
  ],
])('A charge of %i credits explains what it means for limits', (chargedCredits, text) => {
  const facts = { taskId: 'task_1', chargedCredits, estimatedCredits: 300 };

  expect(describeCharge(facts)).toBe(text);
});
