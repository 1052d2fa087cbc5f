import { describe, expect, test } from 'vitest';
import { TransportError } from '../errors.ts';
import { failedTask, finishedTask, refused, runningTask } from '../testing/scripted-transport.ts';
import { setUpPayOnce } from '../testing/set-up-pay-once.ts';
import type { EntryIn } from './ledger-entry.ts';

const failure: EntryIn<'failed'> = {
  state: 'failed',
  attempt: 1,
  at: 5,
  credits: 300,
  taskId: 'task_0',
  reason: 'other',
  isFinal: false,
};
const { taskId: _, ...rejection } = failure;

describe('Before a video is paid again', () => {
  test.each([runningTask('task_0'), finishedTask('task_0')])(
    'its task is read, and resumed if it did not fail after all: %j',
    async (response) => {
      const { entries, failures, pay, transport } = setUpPayOnce(undefined, () => response);
      entries.set('video-1', failure);

      expect(await pay()).toEqual({ origin: 'resumed', taskId: 'task_0', submittedAt: 5 });
      expect(transport.count('POST')).toBe(0);
      expect(transport.count('GET')).toBe(1);
      expect(failures).toEqual([]);
    },
  );

  test('a task that failed for a final reason is resumed, too, if it has its video', async () => {
    const { entries, pay } = setUpPayOnce(undefined, finishedTask);
    entries.set('video-1', { ...failure, reason: 'content-policy', isFinal: true });

    expect(await pay()).toMatchObject({ origin: 'resumed', taskId: 'task_0' });
  });

  test('its task is read once, and its submission is the second', async () => {
    const { entries, pay, transport } = setUpPayOnce();
    entries.set('video-1', failure);

    expect(await pay()).toMatchObject({ origin: 'rendered', taskId: 'task_1' });
    expect(transport.requests).toMatchObject([
      { method: 'GET', path: '/api/v1/tasks/task_0' },
      { method: 'POST', headers: { 'idempotency-key': 'video-1-2' } },
    ]);
    expect(entries.get('video-1')).toMatchObject({
      state: 'submitted',
      attempt: 2,
      credits: 300,
      earlierCredits: 300,
    });
  });

  test('a task that the API no longer knows counts as failed', async () => {
    const { entries, pay } = setUpPayOnce(undefined, () => refused(404, 'Task not found'));
    entries.set('video-1', failure);

    expect(await pay()).toMatchObject({ origin: 'rendered', taskId: 'task_1' });
  });

  test('a failed task is read again also after an attempt that made no task', async () => {
    let status: (id: string) => ReturnType<typeof finishedTask> = failedTask;
    const { entries, pay, transport } = setUpPayOnce(
      () => refused(402, 'Insufficient credits'),
      (id) => status(id),
    );
    entries.set('video-1', failure);
    await expect(pay()).rejects.toMatchObject({ code: 'insufficient-credits' });
    status = finishedTask;

    expect(await pay()).toMatchObject({ origin: 'resumed', taskId: 'task_0' });
    expect(transport.count('POST')).toBe(1);
  });

  test('content that was refused after a task failed is not sent again', async () => {
    const { entries, pay, transport } = setUpPayOnce();
    entries.set('video-1', {
      ...rejection,
      attempt: 2,
      reason: 'content-policy',
      isFinal: true,
      earlierTaskId: 'task_0',
    });

    await expect(pay()).rejects.toMatchObject({ code: 'refused', taskId: undefined });
    expect(transport.count('GET')).toBe(1);
    expect(transport.count('POST')).toBe(0);
  });

  test('nothing is read where no task was made', async () => {
    const { entries, pay, transport } = setUpPayOnce();
    entries.set('video-1', rejection);

    expect(await pay()).toMatchObject({ origin: 'rendered', taskId: 'task_1' });
    expect(transport.count('GET')).toBe(0);
  });

  test.each([
    [
      { status: 500, body: '{"code":500,"message":"busy"}' },
      'The API is unavailable (HTTP 500): busy. Try again later.',
    ],
    [
      { status: 403, body: '<html>' },
      'The request did not reach the API: HTTP 403 with an HTML page came back, which is not a response of the API. Check the base URL, and any proxy or firewall in between.',
    ],
    [
      new TransportError({ what: 'The connection was reset.', mayHaveArrived: true }),
      'The connection was reset.',
    ],
  ])('nothing is paid when its task cannot be read: %j', async (response, message) => {
    const { entries, pay, transport } = setUpPayOnce(undefined, () => response);
    entries.set('video-1', failure);

    await expect(pay()).rejects.toMatchObject({
      code: 'transport',
      taskId: 'task_0',
      retryable: true,
      message: `Task task_0 failed in an earlier try, and could not be read again before its video is paid again. Nothing was submitted. ${message}`,
    });
    expect(transport.count('POST')).toBe(0);
    expect(entries.get('video-1')).toEqual(failure);
  });

  test('a refused key is reported as that', async () => {
    const { entries, pay, transport } = setUpPayOnce(undefined, () => refused(401, 'Invalid key'));
    entries.set('video-1', failure);

    await expect(pay()).rejects.toMatchObject({ code: 'unauthorized', taskId: 'task_0' });
    expect(transport.count('POST')).toBe(0);
  });

  test('the deadline ends the look at its task, also while a rate limit delays it', async () => {
    const limited = { status: 429, headers: { 'retry-after': '200' }, body: '{"code":429}' };
    const { clock, entries, pay, start, transport } = setUpPayOnce(undefined, () => limited);
    entries.set('video-1', failure);
    await expect(pay()).rejects.toMatchObject({ code: 'transport' });

    await expect(pay({ deadline: start + 100_000 })).rejects.toMatchObject({
      message: expect.stringContaining('Nothing was submitted. The API did not respond in time.'),
    });
    expect(clock.elapsed()).toBe(100_000);
    expect(transport.count('POST')).toBe(0);
  });

  test('an error that is none of ours names the task all the same', async () => {
    const { entries, pay } = setUpPayOnce();
    entries.set('video-1', failure);
    const submit = () => Promise.reject(new Error('submitted'));
    const read = () => Promise.reject('odd');

    await expect(pay({ client: { submit, read } })).rejects.toMatchObject({
      taskId: 'task_0',
      message: expect.stringContaining('Nothing was submitted. odd'),
    });
  });

  test('a run that is stopped while it reads the task pays nothing', async () => {
    const stop = new AbortController();
    const { entries, pay, transport } = setUpPayOnce(undefined, () => {
      stop.abort(new Error('stopped'));
      return 'never';
    });
    entries.set('video-1', failure);

    await expect(pay({ signal: stop.signal })).rejects.toThrow('stopped');
    expect(transport.count('POST')).toBe(0);
  });

  describe('a final failure', () => {
    const policy = { reason: 'content-policy', isFinal: true, message: 'Not safe' };

    test('of its task stops it, and the error names the edition', async () => {
      const { entries, pay, transport } = setUpPayOnce();
      entries.set('video-1', { ...failure, ...policy });

      await expect(pay()).rejects.toMatchObject({
        code: 'task-failed',
        taskId: 'task_0',
        reason: 'content-policy',
        message:
          'Task task_0 failed in an earlier try: Not safe. Change the prompt or the image: the same request would be refused again. It was not submitted again. To insist, change the edition of the video. Failed tasks are probably refunded: check the API in One dashboard.',
      });
      expect(transport.count('POST')).toBe(0);
    });

    test('of its submission stops it without a request', async () => {
      const { entries, pay, transport } = setUpPayOnce();
      entries.set('video-1', { ...rejection, ...policy });

      await expect(pay()).rejects.toMatchObject({
        code: 'refused',
        mayHaveBeenCharged: false,
        message:
          'The API refused the request in an earlier try: Not safe. Change the prompt or the image: the same request would be refused again. It was not sent again. To insist, change the edition of the video.',
      });
      expect(transport.requests).toEqual([]);
    });

    test.each(['input-fetch', 'something of another version'])(
      'whose reason is %s stops it, too',
      async (reason) => {
        const { entries, pay, transport } = setUpPayOnce();
        entries.set('video-1', { ...failure, reason, isFinal: true });

        await expect(pay()).rejects.toMatchObject({ code: 'task-failed' });
        expect(transport.count('POST')).toBe(0);
      },
    );
  });
});
