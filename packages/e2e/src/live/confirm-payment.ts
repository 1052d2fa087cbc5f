import { createInterface } from 'node:readline/promises';
import { approximateUsd } from '@kling-automation/core';

/** What a person is asked before the live API is paid. */
export interface PaymentQuestion {
  readonly credits: number;
  /** Whether the command line agreed already. */
  readonly isAgreed: boolean;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/** Shows a price and asks; where nobody can respond, only what was agreed in advance is paid. */
export async function confirmPayment(question: PaymentQuestion): Promise<boolean> {
  const { credits, input, isAgreed, output } = question;
  const price = `${credits} credits (about $${approximateUsd(credits).toFixed(2)})`;
  if (isAgreed) {
    output.write(`This costs ${price} on the live API.\n`);
    return true;
  }
  if (input.isTTY !== true) {
    output.write(`This costs ${price} on the live API. Nothing was paid. Add --yes to pay.\n`);
    return false;
  }
  const lines = createInterface({ input, output });
  try {
    const reply = await lines.question(`This costs ${price} on the live API. Pay? (y/N) `);
    return /^y(es)?$/i.test(reply.trim());
  } finally {
    lines.close();
  }
}
