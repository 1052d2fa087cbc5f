import { describe, expect, test } from 'vitest';
import { TransportError } from '../errors.ts';
import { finished, running } from '../testing/scripted-transport.ts';
import { setUpWait } from '../testing/set-up-wait.ts';

const reset = new TransportError({ what: 'The connection was reset.', mayHaveArrived: true });

describe('wait', () => {
  describe('ends at the deadline', () => {
    test('and names the task that keeps running', async () => {
      const { client, clock } = setUpWait(() => running);

      await expect(client.wait('task_1', { deadlineSeconds: 600 })).rejects.toMatchObject({
        code: 'deadline-exceeded',
        taskId: 'task_1',
        lastStatus: 'IN_PROGRESS',
        waitedMilliseconds: 600_000,
        message:
          'Task task_1 was still "IN_PROGRESS" after 600 s. It keeps running and is already paid: wait for task task_1 again instead of submitting it again.',
      });
      expect(clock.elapsed()).toBe(600_000);
    });

    test('with the last failure as its cause when no poll succeeded', async () => {
      const { client } = setUpWait(() => reset);

      await expect(client.wait('task_1', { deadlineSeconds: 30 })).rejects.toMatchObject({
        code: 'deadline-exceeded',
        lastStatus: undefined,
        message: expect.stringContaining('Task task_1 was not readable after 30 s.'),
        cause: expect.objectContaining({ code: 'transport', taskId: 'task_1' }),
      });
    });

    test('also while a poll gets no response', async () => {
      const { client, clock } = setUpWait(() => 'never');

      await expect(client.wait('task_1', { deadlineSeconds: 20 })).rejects.toMatchObject({
        code: 'deadline-exceeded',
      });
      expect(clock.elapsed()).toBe(20_000);
    });

    test('also while a rate limit lasts longer', async () => {
      const limited = { status: 429, headers: { 'retry-after': '3600' } };
      const { client, clock } = setUpWait(() => limited);

      await expect(client.wait('task_1', { deadlineSeconds: 20 })).rejects.toMatchObject({
        code: 'deadline-exceeded',
      });
      expect(clock.elapsed()).toBe(20_000);
    });

    test('after a last look that still catches a task which has just ended', async () => {
      const { client, clock } = setUpWait((_, seconds) => (seconds < 58 ? running : finished));

      await expect(client.wait('task_1', { deadlineSeconds: 59.5 })).resolves.toMatchObject({
        status: 'succeeded',
      });
      expect(clock.elapsed()).toBeLessThanOrEqual(59_500);
    });

    test('after one look when there is hardly any time', async () => {
      const { client, transport } = setUpWait(() => running);

      await client.wait('task_1', { deadlineSeconds: 0.2 }).catch(() => {});

      expect(transport.count('GET')).toBeGreaterThanOrEqual(1);
    });
  });

  describe('ends at once on abort', () => {
    test('between two polls, and names the task', async () => {
      const stop = new AbortController();
      const reason = new Error('stopped');
      const { client, clock } = setUpWait(() => running);
      const onPoll = () => {
        void clock.sleep(300).then(() => stop.abort(reason));
      };

      await expect(client.wait('task_1', { onPoll, signal: stop.signal })).rejects.toMatchObject({
        code: 'aborted',
        taskId: 'task_1',
        mayHaveBeenCharged: true,
        cause: reason,
      });
      expect(clock.elapsed()).toBe(300);
    });

    test('while a poll gets no response', async () => {
      const stop = new AbortController();
      const { client, clock } = setUpWait(() => {
        stop.abort(new Error('stopped'));
        return 'never';
      });

      await expect(client.wait('task_1', { signal: stop.signal })).rejects.toMatchObject({
        code: 'aborted',
        taskId: 'task_1',
      });
      expect(clock.elapsed()).toBe(0);
    });
  });
});
