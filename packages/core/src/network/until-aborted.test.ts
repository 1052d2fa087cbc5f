import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';

import { untilAborted } from './until-aborted.ts';

const never = new Promise<never>(() => {});
const reason = new Error('cancelled by the user');

describe('untilAborted', () => {
  test('settles as the work does, and leaves no listener behind', async () => {
    const { signal } = new AbortController();

    await expect(untilAborted(Promise.resolve(7), undefined)).resolves.toBe(7);
    await expect(untilAborted(Promise.resolve(7), signal)).resolves.toBe(7);
    await expect(untilAborted(Promise.reject(reason), signal)).rejects.toBe(reason);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  test('rejects with the reason of the signal the moment it aborts', async () => {
    const controller = new AbortController();
    const outcome = expect(untilAborted(never, controller.signal)).rejects.toBe(reason);

    controller.abort(reason);

    await outcome;
  });

  test('rejects when the signal has aborted before', async () => {
    await expect(untilAborted(never, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
