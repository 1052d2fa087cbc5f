import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createRateGate } from './rate-gate.ts';

function createGate(random = () => 0) {
  const clock = createVirtualClock();
  return { clock, gate: createRateGate({ clock, random }) };
}

describe('rate gate', () => {
  test('is open at first', async () => {
    const { clock, gate } = createGate();

    await gate.pass();

    expect(clock.elapsed()).toBe(0);
    expect(gate.millisecondsUntilOpen()).toBe(0);
  });

  test('stays closed as long as the API asked for', async () => {
    const { clock, gate } = createGate();

    gate.close(7000);
    await gate.pass();

    expect(clock.elapsed()).toBe(7000);
  });

  test('spreads those who waited over a second', () => {
    const { gate } = createGate(() => 0.999);

    gate.close(7000);

    expect(gate.millisecondsUntilOpen()).toBe(7999);
  });

  test('backs off further with each error response that names no time', async () => {
    const { clock, gate } = createGate();

    gate.close();
    await gate.pass();
    gate.close();
    await gate.pass();

    expect(clock.elapsed()).toBe(500 + 1000);
  });

  test('starts small again after a request was let through', async () => {
    const { clock, gate } = createGate();
    gate.close();
    gate.close();
    await gate.pass();
    const reopened = clock.elapsed();

    gate.reset();
    gate.close();
    await gate.pass();

    expect(clock.elapsed() - reopened).toBe(500);
  });

  test('asks again after five minutes when dataResponse to stay away for a day', () => {
    const { gate } = createGate();

    gate.close(86_400_000);

    expect(gate.millisecondsUntilOpen()).toBe(300_000);
  });

  test('keeps the longest closure when a shorter one follows', () => {
    const { gate } = createGate();

    gate.close(9000);
    gate.close(1000);

    expect(gate.millisecondsUntilOpen()).toBe(9000);
  });

  test('does not wait for an opening after the deadline', async () => {
    const { clock, gate } = createGate();
    gate.close(9000);

    await expect(gate.pass(undefined, clock.now() + 9000)).rejects.toMatchObject({
      code: 'rate-limited',
      retryAfterMilliseconds: 9000,
    });
    expect(clock.elapsed()).toBe(0);
  });

  test('lets go with the reason of the signal', async () => {
    const { gate } = createGate();
    const stop = new AbortController();
    gate.close(9000);

    const passing = gate.pass(stop.signal);
    stop.abort(new Error('stopped by the user'));

    await expect(passing).rejects.toThrow('stopped by the user');
  });
});
