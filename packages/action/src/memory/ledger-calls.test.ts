import type { Ledger } from '@kling-automation/core';
import { createVirtualClock } from '@kling-automation/core/testing';
import { describe, expect, test } from 'vitest';
import { createLedgerCalls } from './ledger-calls.ts';

const intent = { state: 'submitting', attempt: 1, at: 0, credits: 300, earlierCredits: 0 } as const;

function open(ledger: Partial<Ledger>) {
  const clock = createVirtualClock();
  const calls = createLedgerCalls(clock);
  const tracked = calls.track({
    read: async () => undefined,
    claim: async () => true,
    record: async () => undefined,
    ...ledger,
  });
  return { calls, clock, ledger: tracked };
}

describe('the calls to a ledger', () => {
  test('are settled at once when there is none', async () => {
    const { calls, clock } = open({});

    await calls.settled();

    expect(clock.elapsed()).toBe(0);
  });

  test('are waited for, also one that the end of another leads to', async () => {
    const events: string[] = [];
    const { calls, clock, ledger } = open({
      async claim() {
        await clock.sleep(1000);
        events.push('claimed');
        return true;
      },
      async record() {
        await clock.sleep(1000);
        events.push('recorded');
      },
    });
    void ledger.claim('key', intent, undefined).then(() => ledger.record('key', intent));

    await calls.settled();

    expect(events).toEqual(['claimed', 'recorded']);
    expect(clock.elapsed()).toBe(2000);
  });

  test('are waited for when they fail', async () => {
    const { calls, ledger } = open({ record: () => Promise.reject(new Error('disk full')) });
    const failing = expect(ledger.record('key', intent)).rejects.toThrow('disk full');

    await calls.settled();

    await failing;
  });

  test('are given up after 5 s', async () => {
    const { calls, clock, ledger } = open({ record: () => new Promise(() => {}) });
    void ledger.record('key', intent);

    await calls.settled();

    expect(clock.elapsed()).toBe(5000);
  });
});
