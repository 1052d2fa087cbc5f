import { describe, expect, test } from 'vitest';
import { hostClock } from '../../nodes/Kling/host/clock.ts';

describe('the clock of n8n', () => {
  test('wakes after its time', async () => {
    const start = hostClock.now();

    await hostClock.sleep(20);

    expect(hostClock.now() - start).toBeGreaterThanOrEqual(19);
  });

  test('rejects with the reason at once when the signal aborts', async () => {
    const stop = new AbortController();
    const sleeping = hostClock.sleep(60_000, stop.signal);
    const reason = new Error('Stop');

    stop.abort(reason);

    await expect(sleeping).rejects.toBe(reason);
  });

  test('does not begin to sleep when the signal has aborted before', async () => {
    await expect(hostClock.sleep(60_000, AbortSignal.abort('Stop'))).rejects.toBe('Stop');
  });

  test('leaves no listener on the signal', async () => {
    const stop = new AbortController();
    let listeners = 0;
    const { signal } = stop;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };

    await hostClock.sleep(5, signal);

    expect(listeners).toBeLessThanOrEqual(0);
  });
});
