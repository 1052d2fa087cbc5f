import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { confirmPayment } from './confirm-payment.ts';

function ask(options: {
  readonly isTTY?: boolean;
  readonly isAgreed?: boolean;
  readonly reply?: string;
}) {
  const { isAgreed = false, isTTY = true, reply } = options;
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  if (reply !== undefined) input.write(`${reply}\n`);
  const confirmed = confirmPayment({ credits: 120, isAgreed, input, output });
  return confirmed.then((isPaid) => ({ isPaid, text: String(output.read()) }));
}

describe('the price of the live API', () => {
  test.each([
    ['y', true],
    ['YES', true],
    ['n', false],
    ['', false],
    ['yesterday', false],
  ])('is paid after the reply %j: %s', async (reply, isPaid) => {
    const asked = await ask({ reply });

    expect(asked.isPaid).toBe(isPaid);
    expect(asked.text).toBe('This costs 120 credits (about $1.20) on the live API. Pay? (y/N) ');
  });

  test('is shown and paid when the command line agreed to it', async () => {
    expect(await ask({ isAgreed: true, isTTY: false })).toEqual({
      isPaid: true,
      text: 'This costs 120 credits (about $1.20) on the live API.\n',
    });
  });

  test('is not paid where nobody can respond', async () => {
    expect(await ask({ isTTY: false })).toEqual({
      isPaid: false,
      text: 'This costs 120 credits (about $1.20) on the live API. Nothing was paid. Add --yes to pay.\n',
    });
  });
});
