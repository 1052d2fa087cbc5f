import { describe, expect, test } from 'vitest';
import { TransportError } from '../errors.ts';
import { parseVideoRequest } from '../request/parse-video-request.ts';
import {
  dataResponse,
  finished,
  finishedTask,
  refused,
  running,
  type ScriptedReply,
} from '../testing/scripted-transport.ts';
import { setUpWait } from '../testing/set-up-wait.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createClient } from './client.ts';
import type { PollEvent } from './poll-tracker.ts';

const { request } = parseVideoRequest({ prompt: 'A lighthouse at dawn' });

const reset = new TransportError({ what: 'The connection was reset.', mayHaveArrived: true });

describe('wait', () => {
  test('brings the video of a task within seconds of its end', async () => {
    const { client, clock, transport } = setUpWait((_, seconds) =>
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
    const { client, clock, transport } = setUpWait(() => finished);

    await client.wait('task_1');

    expect(clock.elapsed()).toBe(0);
    expect(transport.count('GET')).toBe(1);
    expect(transport.requests[0]?.path).toBe('/api/v1/tasks/task_1');
  });

  test('percent-encodes a task id in the path', async () => {
    const { client, transport } = setUpWait(() => finishedTask('a/b?c'));

    await client.wait('a/b?c');

    expect(transport.requests[0]?.path).toBe('/api/v1/tasks/a%2Fb%3Fc');
  });

  describe('goes on after', () => {
    test.each<[string, ScriptedReply]>([
      ['a 500', { status: 500, body: '{"code":500}' }],
      ['a 502 with an HTML page', { status: 502, body: '<html>Bad gateway</html>' }],
      ['a 455', { status: 455 }],
      ['a reset', reset],
      ['malformed JSON', { body: '{"code":200,"data":{"status":' }],
      ['an HTML page under HTTP 200', { body: '<!doctype html>' }],
      ['an empty response', {}],
      ['a response without a status', dataResponse({ task_id: 'task_1' })],
      ['a poll without a response', 'never'],
      ['a 429', { status: 429 }],
      ['a 500 in the body of a 200', { body: '{"code":500,"message":"busy"}' }],
      ['a 404 right after the submission', { status: 404, body: '{"code":404}' }],
    ])('%s', async (_, reply) => {
      const { client, transport } = setUpWait((poll) => (poll === 1 ? reply : finished));
      const { id } = await client.submit(request);

      await expect(client.wait(id)).resolves.toMatchObject({ status: 'succeeded' });
      expect(transport.count('POST')).toBe(1);
      expect(transport.count('GET')).toBe(2);
    });

    test('two hundred failures in a row', async () => {
      const { client } = setUpWait((poll) => (poll <= 200 ? { status: 502 } : finished));
      const { id } = await client.submit(request);

      await expect(client.wait(id, { deadlineSeconds: 7200 })).resolves.toMatchObject({ id });
    });

    test('a status word that nobody has documented, which it mentions once', async () => {
      const odd = dataResponse({ status: 'marinating' });
      const { client } = setUpWait((poll) => (poll < 4 ? odd : finished));
      const events: PollEvent[] = [];

      await client.wait('task_1', { onPoll: (event) => events.push(event) });

      expect(events.map(({ notice }) => notice)).toEqual([
        'Task task_1 has the status "marinating", which is not documented. Polling continues.',
        undefined,
        undefined,
        undefined,
      ]);
    });

    test('a listener that throws', async () => {
      const { client } = setUpWait((poll) => (poll < 3 ? running : finished));
      const onPoll = () => {
        throw new Error('the log is full');
      };

      await expect(client.wait('task_1', { onPoll })).resolves.toMatchObject({ id: 'task_1' });
    });
  });

  test('waits as long as a rate limit asks for', async () => {
    const limited = { status: 429, headers: { 'retry-after': '60' } };
    const { client, clock } = setUpWait((poll) => (poll === 1 ? limited : finished));

    await client.wait('task_1');

    expect(clock.elapsed()).toBe(60_000);
  });

  test('honours the Retry-After of a 503', async () => {
    const busy = { status: 503, headers: { 'retry-after': '45' } };
    const { client, clock } = setUpWait((poll) => (poll === 1 ? busy : finished));

    await client.wait('task_1');

    expect(clock.elapsed()).toBe(45_000);
  });

  test('polls a success without a link again before it reports it', async () => {
    const noLink = dataResponse({ status: 'SUCCESS', response: [] });
    const { client, transport } = setUpWait(() => noLink);

    await expect(client.wait('task_1')).rejects.toMatchObject({
      code: 'unexpected-response',
      taskId: 'task_1',
      mayHaveBeenCharged: true,
      excerpt: '{"code":200,"message":"success","data":{"status":"SUCCESS","response":[]}}',
    });
    expect(transport.count('GET')).toBe(6);
  });

  test('takes a link that comes a few polls after the success', async () => {
    const noLink = dataResponse({ status: 'SUCCESS', response: null });
    const { client } = setUpWait((poll) => (poll < 4 ? noLink : finished));

    await expect(client.wait('task_1')).resolves.toMatchObject({
      videoUrl: 'https://media.example/task_1.mp4',
    });
  });

  describe('stops with the reason when', () => {
    test('the task failed', async () => {
      const failed = dataResponse({
        status: 'FAILED',
        error_message: 'Prompt violates the policy',
      });
      const { client } = setUpWait(() => failed);

      await expect(client.wait('task_1')).rejects.toMatchObject({
        code: 'task-failed',
        taskId: 'task_1',
        status: 'failed',
        reason: 'content-policy',
        mayHaveBeenCharged: true,
        message:
          'Task task_1 failed: Prompt violates the policy. Change the prompt or the image: the same request would be refused again. Failed tasks are probably refunded: check the API in One dashboard.',
      });
    });

    test('the task failed with no more than a code', async () => {
      const failed = dataResponse({ status: 'FAILED', error_code: 1301 });
      const { client } = setUpWait(() => failed);

      await expect(client.wait('task_1')).rejects.toMatchObject({
        code: 'task-failed',
        reason: 'content-policy',
        apiCode: '1301',
        apiMessage: undefined,
      });
    });

    test('the task was cancelled', async () => {
      const { client } = setUpWait(() => dataResponse({ status: 'canceled' }));

      await expect(client.wait('task_1')).rejects.toMatchObject({
        code: 'task-failed',
        status: 'cancelled',
        message:
          'Task task_1 was cancelled. Failed tasks are probably refunded: check the API in One dashboard.',
      });
    });

    test.each<[string, ScriptedReply, object]>([
      ['the API refuses the key', refused(401, 'Invalid API key'), { code: 'unauthorized' }],
      ['a 403 refuses the key', refused(403, 'API key revoked'), { code: 'unauthorized' }],
    ])('%s', async (_, reply, expected) => {
      const { client, transport } = setUpWait(() => reply);

      await expect(client.wait('task_1')).rejects.toMatchObject({
        ...expected,
        taskId: 'task_1',
        mayHaveBeenCharged: true,
      });
      expect(transport.count('GET')).toBe(1);
    });

    test.each<[string, ScriptedReply, object]>([
      ['the API knows no such task', refused(404), { code: 'task-not-found' }],
      ['the API refuses the request', refused(400, 'bad id'), { code: 'refused' }],
      ['a 403 is not about the key', refused(403, 'Blocked in your region'), { code: 'refused' }],
      ['the account is empty', refused(402), { code: 'insufficient-credits' }],
      ['a firewall blocks', { status: 403, body: '<html>' }, { code: 'refused' }],
      ['a proxy wants a sign-in', { status: 401, body: '<html>' }, { code: 'refused' }],
      ['a redirect comes', { status: 302 }, { code: 'refused' }],
    ])('%s over a minute', async (_, reply, expected) => {
      const { client, clock, transport } = setUpWait(() => reply);

      await expect(client.wait('task_1')).rejects.toMatchObject({
        ...expected,
        taskId: 'task_1',
        mayHaveBeenCharged: true,
      });
      expect(transport.count('GET')).toBeGreaterThanOrEqual(4);
      expect(clock.elapsed()).toBeGreaterThanOrEqual(60_000);
      expect(clock.elapsed()).toBeLessThan(90_000);
    });
  });

  test('ignores a response about another task, and reports it', async () => {
    const { client } = setUpWait((poll) => (poll === 1 ? finishedTask('task_2') : finished));
    const events: PollEvent[] = [];

    await client.wait('task_1', { onPoll: (event) => events.push(event) });

    expect(events[0]?.error).toMatchObject({
      code: 'unexpected-response',
      taskId: 'task_1',
      message: expect.stringContaining(
        'The response to a request about task task_1 is about another task and was ignored.',
      ),
    });
  });

  test('asks for no task whose id would be another path', async () => {
    const { client, transport } = setUpWait(() => finished);

    await expect(client.read('..')).rejects.toMatchObject({ code: 'task-not-found' });
    expect(transport.requests).toEqual([]);
  });

  test('names the paid task also when something is thrown that is no error', async () => {
    const clock = createVirtualClock();
    const transport = { send: () => Promise.reject('odd') };

    await expect(createClient({ clock, transport }).wait('task_1')).rejects.toMatchObject({
      taskId: 'task_1',
      message: expect.stringContaining('ended unexpectedly (odd)'),
    });
  });

  test('names the paid task also when something unforeseen fails', async () => {
    const cause = new TypeError('not a function');
    const { client } = setUpWait(() => cause);

    await expect(client.wait('task_1')).rejects.toMatchObject({
      code: 'unexpected-response',
      taskId: 'task_1',
      mayHaveBeenCharged: true,
      cause,
      message:
        'Waiting for task task_1 ended unexpectedly (not a function). The task is already paid: wait for it again instead of submitting it again.',
    });
  });
});

describe('read', () => {
  test('reads a task once', async () => {
    const { client, transport } = setUpWait(() => running);

    await expect(client.read('task_1')).resolves.toMatchObject({ id: 'task_1', status: 'running' });
    expect(transport.count('GET')).toBe(1);
  });

  test('reports what the API refuses, with the task id', async () => {
    const { client } = setUpWait(() => refused(404));

    await expect(client.read('task_1')).rejects.toMatchObject({
      code: 'task-not-found',
      message:
        'The API knows no task task_1. Check the id, and that the key belongs to the account that submitted it.',
    });
  });
});
