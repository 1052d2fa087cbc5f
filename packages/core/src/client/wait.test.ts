import { describe, expect, test } from 'vitest';
import { TransportError } from '../errors.ts';
import { parseVideoRequest } from '../request/video-request.ts';
import {
  type Cue,
  createScriptedTransport,
  finished,
  made,
  running,
  told,
} from '../testing/scripted-transport.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createClient } from './client.ts';
import type { PollEvent } from './lookout.ts';

const { request } = parseVideoRequest({ prompt: 'A lighthouse at dawn' });

/** A client whose first POST makes task_1; `script` answers the polls, counted from 1. */
function createSubject(script: (poll: number, elapsedSeconds: number) => Cue | Promise<Cue>) {
  const clock = createVirtualClock();
  const transport = createScriptedTransport(({ method }, attempt) =>
    method === 'POST' ? made('task_1') : script(attempt, clock.elapsed() / 1000),
  );
  const client = createClient({ clock, transport, random: () => 0 });
  return { client, clock, transport };
}

const reset = new TransportError({ what: 'The connection was reset.', mayHaveArrived: true });

describe('wait', () => {
  test('brings the video of a task within seconds of its end', async () => {
    const { client, clock, transport } = createSubject((_, seconds) =>
      seconds < 100 ? running : finished,
    );
    const { id } = await client.submit(request);

    const task = await client.wait(id);

    expect(task).toMatchObject({
      id: 'task_1',
      status: 'succeeded',
      videoUrl: 'https://media.example/task_1.mp4',
      credits: 300,
    });
    expect(clock.elapsed()).toBeGreaterThanOrEqual(100_000);
    expect(clock.elapsed()).toBeLessThan(104_000);
    expect(transport.count('GET')).toBeLessThan(45);
  });

  test('polls a task it did not submit at once', async () => {
    const { client, clock, transport } = createSubject(() => finished);

    await client.wait('task_1');

    expect(clock.elapsed()).toBe(0);
    expect(transport.count('GET')).toBe(1);
    expect(transport.exchanges[0]?.path).toBe('/api/v1/tasks/task_1');
  });

  test('percent-encodes a task id in the path', async () => {
    const { client, transport } = createSubject(() => finished);

    await client.wait('a/b?c');

    expect(transport.exchanges[0]?.path).toBe('/api/v1/tasks/a%2Fb%3Fc');
  });

  describe('goes on after', () => {
    test.each<[string, Cue]>([
      ['a 500', { status: 500, body: '{"code":500}' }],
      ['a 502 with an HTML page', { status: 502, body: '<html>Bad gateway</html>' }],
      ['a 455', { status: 455 }],
      ['a reset', reset],
      ['malformed JSON', { body: '{"code":200,"data":{"status":' }],
      ['an HTML page under HTTP 200', { body: '<!doctype html>' }],
      ['an empty answer', {}],
      ['an answer without a status', told({ task_id: 'task_1' })],
      ['a poll that is never answered', 'never'],
      ['a 429', { status: 429 }],
      ['a 500 in the body of a 200', { body: '{"code":500,"message":"busy"}' }],
      ['a 404 right after the submission', { status: 404, body: '{"code":404}' }],
    ])('%s', async (_, cue) => {
      const { client, transport } = createSubject((poll) => (poll === 1 ? cue : finished));
      const { id } = await client.submit(request);

      await expect(client.wait(id)).resolves.toMatchObject({ status: 'succeeded' });
      expect(transport.count('POST')).toBe(1);
      expect(transport.count('GET')).toBe(2);
    });

    test('two hundred failures in a row', async () => {
      const { client } = createSubject((poll) => (poll <= 200 ? { status: 502 } : finished));
      const { id } = await client.submit(request);

      await expect(client.wait(id, { deadlineSeconds: 7200 })).resolves.toMatchObject({ id });
    });

    test('a status word that nobody has documented, which it mentions once', async () => {
      const odd = told({ status: 'marinating' });
      const { client } = createSubject((poll) => (poll < 4 ? odd : finished));
      const events: PollEvent[] = [];

      await client.wait('task_1', { onPoll: (event) => events.push(event) });

      expect(events.map(({ notice }) => notice)).toEqual([
        'The API calls task task_1 "marinating", a status nobody has documented. It is polled on.',
        undefined,
        undefined,
        undefined,
      ]);
    });

    test('a listener that throws', async () => {
      const { client } = createSubject((poll) => (poll < 3 ? running : finished));
      const onPoll = () => {
        throw new Error('the log is full');
      };

      await expect(client.wait('task_1', { onPoll })).resolves.toMatchObject({ id: 'task_1' });
    });
  });

  test('waits as long as a rate limit asks for', async () => {
    const limited = { status: 429, headers: { 'retry-after': '60' } };
    const { client, clock } = createSubject((poll) => (poll === 1 ? limited : finished));

    await client.wait('task_1');

    expect(clock.elapsed()).toBe(60_000);
  });

  test('honours the Retry-After of a 503', async () => {
    const busy = { status: 503, headers: { 'retry-after': '45' } };
    const { client, clock } = createSubject((poll) => (poll === 1 ? busy : finished));

    await client.wait('task_1');

    expect(clock.elapsed()).toBe(45_000);
  });

  test('polls a success without a link again before it reports it', async () => {
    const noLink = told({ status: 'SUCCESS', response: [] });
    const { client, transport } = createSubject(() => noLink);

    await expect(client.wait('task_1')).rejects.toMatchObject({
      code: 'unexpected-answer',
      taskId: 'task_1',
      mayHaveBeenCharged: true,
      excerpt: '{"code":200,"message":"success","data":{"status":"SUCCESS","response":[]}}',
    });
    expect(transport.count('GET')).toBe(6);
  });

  test('takes a link that comes a few polls after the success', async () => {
    const noLink = told({ status: 'SUCCESS', response: null });
    const { client } = createSubject((poll) => (poll < 4 ? noLink : finished));

    await expect(client.wait('task_1')).resolves.toMatchObject({
      videoUrl: 'https://media.example/task_1.mp4',
    });
  });

  describe('stops with the reason when', () => {
    test('the task failed', async () => {
      const failed = told({ status: 'FAILED', error_message: 'Prompt violates the policy' });
      const { client } = createSubject(() => failed);

      await expect(client.wait('task_1')).rejects.toMatchObject({
        code: 'task-failed',
        taskId: 'task_1',
        status: 'failed',
        reason: 'content-policy',
        mayHaveBeenCharged: true,
        message:
          'Task task_1 failed: Prompt violates the policy. The prompt or the picture must change: the same request will be refused again. Failed tasks are probably refunded: check the API in One dashboard.',
      });
    });

    test('the task failed with no more than a code', async () => {
      const failed = told({ status: 'FAILED', error_code: 1301 });
      const { client } = createSubject(() => failed);

      await expect(client.wait('task_1')).rejects.toMatchObject({
        code: 'task-failed',
        reason: 'content-policy',
        apiCode: '1301',
        apiMessage: undefined,
      });
    });

    test('the task was cancelled', async () => {
      const { client } = createSubject(() => told({ status: 'canceled' }));

      await expect(client.wait('task_1')).rejects.toMatchObject({
        code: 'task-failed',
        status: 'cancelled',
        message:
          'Task task_1 was cancelled. Failed tasks are probably refunded: check the API in One dashboard.',
      });
    });

    test.each<[string, Cue, object]>([
      ['the key is refused', { status: 401 }, { code: 'unauthorized' }],
      [
        'the request is refused',
        { status: 400, body: '{"message":"bad id"}' },
        { code: 'refused' },
      ],
      ['the account is empty', { status: 402 }, { code: 'insufficient-credits' }],
    ])('%s', async (_, cue, expected) => {
      const { client, transport } = createSubject(() => cue);

      await expect(client.wait('task_1')).rejects.toMatchObject({
        ...expected,
        taskId: 'task_1',
        mayHaveBeenCharged: true,
      });
      expect(transport.count('GET')).toBe(1);
    });

    test('the API goes on knowing no such task', async () => {
      const { client, clock } = createSubject(() => ({ status: 404, body: '{"code":404}' }));

      await expect(client.wait('task_1')).rejects.toMatchObject({
        code: 'task-not-found',
        taskId: 'task_1',
      });
      expect(clock.elapsed()).toBeLessThan(40_000);
    });
  });

  describe('ends at the deadline', () => {
    test('and names the task that keeps running', async () => {
      const { client, clock } = createSubject(() => running);

      await expect(client.wait('task_1', { deadlineSeconds: 600 })).rejects.toMatchObject({
        code: 'deadline-exceeded',
        taskId: 'task_1',
        lastStatus: 'IN_PROGRESS',
        waitedMilliseconds: 600_000,
        message:
          'Task task_1 was still "IN_PROGRESS" after 600 s. It keeps running and is already paid: wait for task task_1 again instead of submitting anew.',
      });
      expect(clock.elapsed()).toBe(600_000);
    });

    test('with the last failure as its cause when no poll succeeded', async () => {
      const { client } = createSubject(() => reset);

      await expect(client.wait('task_1', { deadlineSeconds: 30 })).rejects.toMatchObject({
        code: 'deadline-exceeded',
        lastStatus: undefined,
        message: expect.stringContaining('Task task_1 was not readable after 30 s.'),
        cause: expect.objectContaining({ code: 'transport', taskId: 'task_1' }),
      });
    });

    test('also while a poll is never answered', async () => {
      const { client, clock } = createSubject(() => 'never');

      await expect(client.wait('task_1', { deadlineSeconds: 20 })).rejects.toMatchObject({
        code: 'deadline-exceeded',
      });
      expect(clock.elapsed()).toBe(20_000);
    });

    test('also while a rate limit lasts longer', async () => {
      const limited = { status: 429, headers: { 'retry-after': '3600' } };
      const { client, clock } = createSubject(() => limited);

      await expect(client.wait('task_1', { deadlineSeconds: 20 })).rejects.toMatchObject({
        code: 'deadline-exceeded',
      });
      expect(clock.elapsed()).toBe(20_000);
    });

    test('after a last look that still catches a task which has just ended', async () => {
      const { client, clock } = createSubject((_, seconds) => (seconds < 58 ? running : finished));

      await expect(client.wait('task_1', { deadlineSeconds: 59.5 })).resolves.toMatchObject({
        status: 'succeeded',
      });
      expect(clock.elapsed()).toBeLessThanOrEqual(59_500);
    });

    test('after one look when there is hardly any time', async () => {
      const { client, transport } = createSubject(() => running);

      await client.wait('task_1', { deadlineSeconds: 0.2 }).catch(() => {});

      expect(transport.count('GET')).toBeGreaterThanOrEqual(1);
    });
  });

  describe('ends at once on abort', () => {
    test('between two polls, and names the task', async () => {
      const stop = new AbortController();
      const reason = new Error('stopped');
      const { client, clock } = createSubject(() => running);
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

    test('while a poll is never answered', async () => {
      const stop = new AbortController();
      const { client, clock } = createSubject(() => {
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

  test('lets a fault of the program through, since no task is to blame', async () => {
    const { client } = createSubject(() => new TypeError('not a function'));

    await expect(client.wait('task_1')).rejects.toThrow(TypeError);
  });
});

describe('read', () => {
  test('reads a task once', async () => {
    const { client, transport } = createSubject(() => running);

    await expect(client.read('task_1')).resolves.toMatchObject({ id: 'task_1', status: 'running' });
    expect(transport.count('GET')).toBe(1);
  });

  test('reports what the API refuses, with the task id', async () => {
    const { client } = createSubject(() => ({ status: 404 }));

    await expect(client.read('task_1')).rejects.toMatchObject({
      code: 'task-not-found',
      message:
        'The API knows no task task_1. Check the id, and that the key belongs to the account that submitted it.',
    });
  });
});
