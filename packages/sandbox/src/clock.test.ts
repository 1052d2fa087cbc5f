import { describe, expect, test } from 'vitest';
import { createManualClock } from './clock.ts';

describe('the manual clock', () => {
  test('calls the actions that are due in the order of their times', () => {
    const clock = createManualClock(0);
    const calls: string[] = [];
    clock.schedule(200, () => calls.push(`second at ${clock.now()}`));
    clock.schedule(100, () => calls.push(`first at ${clock.now()}`));
    clock.schedule(301, () => calls.push('too late'));

    clock.advance(300);

    expect(calls).toEqual(['first at 100', 'second at 200']);
    expect(clock.now()).toBe(300);
  });

  test('calls an action that another one schedules within the same advance', () => {
    const clock = createManualClock(0);
    const calls: number[] = [];
    clock.schedule(10, () => clock.schedule(10, () => calls.push(clock.now())));

    clock.advance(20);

    expect(calls).toEqual([20]);
  });

  test('does not call a cancelled action', () => {
    const clock = createManualClock(0);
    const calls: string[] = [];
    const cancel = clock.schedule(10, () => calls.push('called'));

    cancel();
    clock.advance(10);

    expect(calls).toEqual([]);
  });
});
