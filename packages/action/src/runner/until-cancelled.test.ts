import { expect, test } from 'vitest';
import { untilCancelled } from './until-cancelled.ts';

const never = new Promise<string>(() => undefined);

test('work that ends first decides', async () => {
  const { signal } = new AbortController();

  expect(await untilCancelled(Promise.resolve('done'), signal)).toBe('done');
  await expect(untilCancelled(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
});

test('a cancel ends the wait at once, before it begins or during it', async () => {
  const controller = new AbortController();
  const waiting = untilCancelled(never, controller.signal);
  controller.abort('cancelled');

  await expect(waiting).rejects.toBe('cancelled');
  await expect(untilCancelled(never, controller.signal)).rejects.toBe('cancelled');
});
