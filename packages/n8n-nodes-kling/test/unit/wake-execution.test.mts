import type { IExecuteFunctions } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  unreachableOrigin,
  wakeExecution,
} from '../../nodes/Kling/operations/video/parked/wake-execution.ts';

const resumeUrl = new URL('https://n8n.test/webhook-waiting/1?signature=5ecret');

/** Wakes an execution of an n8n that responds in turn as given; undefined is no response. */
async function wake(...statuses: readonly (number | undefined)[]) {
  const left = [...statuses];
  const warnings: string[] = [];
  const context = {
    helpers: {
      httpRequest: async () => {
        const statusCode = left.shift();
        if (statusCode === undefined) throw new Error(`connect ECONNREFUSED ${resumeUrl.href}`);
        return { statusCode, headers: {}, body: '' };
      },
    },
    logger: { warn: (message: string) => void warnings.push(message) },
  } as unknown as Pick<IExecuteFunctions, 'helpers' | 'logger'>;
  const waking = wakeExecution(context, resumeUrl);
  await vi.advanceTimersByTimeAsync(10_000);
  await waking;
  return { calls: statuses.length - left.length, warnings };
}

describe('waking an execution', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(async () => {
    await wake(200);
    vi.useRealTimers();
  });

  test('calls once when that wakes it', async () => {
    expect(await wake(200)).toEqual({ calls: 1, warnings: [] });
    expect(unreachableOrigin()).toBeUndefined();
  });

  test.each([404, 409, 503, undefined])('calls again after %s', async (status) => {
    expect(await wake(status, 200)).toEqual({ calls: 2, warnings: [] });
  });

  test('is content when somebody else has woken it', async () => {
    expect(await wake(409, 409, 409)).toEqual({ calls: 3, warnings: [] });
    expect(unreachableOrigin()).toBeUndefined();
  });

  test('lets executions poll for a quarter of an hour when n8n cannot be reached', async () => {
    const { warnings } = await wake(undefined, 502, undefined);

    expect(warnings).toEqual([
      expect.stringContaining('cannot wake its own executions at https://n8n.test (no response)'),
    ]);
    expect(warnings[0]).not.toContain('5ecret');
    expect(unreachableOrigin()).toBe('https://n8n.test');
    await vi.advanceTimersByTimeAsync(15 * 60_000);
    expect(unreachableOrigin()).toBeUndefined();
  });
});
