/** Reports in one line that the API charged something else than the price table has. */
export function describeCharge(facts: {
  readonly taskId: string;
  readonly chargedCredits: number;
  readonly estimatedCredits: number;
}): string {
  const { chargedCredits, estimatedCredits, taskId } = facts;
  const factor = chargedCredits / estimatedCredits;
  const meaning =
    factor > 1
      ? `credit limits allow ${timesText(factor)} as much as stated`
      : 'credit limits are stricter than stated';
  return `Task ${taskId} was charged ${chargedCredits} credits; the price table has ${estimatedCredits}: ${meaning}.`;
}

function timesText(factor: number): string {
  return `${Math.round(factor * 100) / 100} times`;
}
