import { describe, expect, test } from 'vitest';
import { TransportError } from '../errors.ts';
import type { HttpResponse } from '../ports.ts';
import { parseVideoRequest } from '../request/parse-video-request.ts';
import {
  createScriptedTransport,
  dataResponse,
  made,
  type ScriptedReply,
} from '../testing/scripted-transport.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createClient } from './client.ts';

const { request } = parseVideoRequest({ prompt: 'A lighthouse at dawn', duration: 8 });

function createSubject(script: (attempt: number) => ScriptedReply | Promise<ScriptedReply>) {
  const clock = createVirtualClock();
  const transport = createScriptedTransport((_, attempt) => script(attempt));
  return { clock, transport, client: createClient({ clock, transport, random: () => 0 }) };
}

function refusing(status: number, body: unknown, headers = {}): () => ScriptedReply {
  return () => ({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
}

describe('submit', () => {
  test('posts the wire body once and names the task', async () => {
    const { client, transport } = createSubject(() => made('task_1'));

    const submitted = await client.submit(request, { idempotencyKey: 'key-1' });

    expect(submitted).toMatchObject({ id: 'task_1', status: 'running' });
    expect(transport.requests).toEqual([
      {
        method: 'POST',
        path: '/api/v1/videos/generations',
        headers: { 'idempotency-key': 'key-1' },
        body: {
          model: 'kling-3',
          prompt: 'A lighthouse at dawn',
          mode: 'std',
          duration: 8,
          aspect_ratio: '16:9',
          sound: true,
        },
        signal: expect.any(AbortSignal),
      },
    ]);
  });

  test('takes a task whose response reports that it has failed already', async () => {
    const { client } = createSubject(() => dataResponse({ task_id: 'task_1', status: 'FAILED' }));

    await expect(client.submit(request)).resolves.toMatchObject({ id: 'task_1', status: 'failed' });
  });

  describe('reports as ambiguous, and never sends again,', () => {
    test.each<[string, ScriptedReply]>([
      ['a reset', new TransportError({ what: 'The connection was reset.', mayHaveArrived: true })],
      ['a failure of the transport that nobody foresaw', new Error('odd')],
      ['a 500', { status: 500, body: '{"code":500,"message":"internal error"}' }],
      ['a 502 with an HTML page', { status: 502, body: '<html>Bad gateway</html>' }],
      ['a 503 without Retry-After', { status: 503 }],
      ['a 503 of the edge that reports it', { status: 503, headers: { 'retry-after': '4' } }],
      ['a 408', refusing(408, { code: 408 })()],
      ['a 409', refusing(409, { message: 'Conflict' })()],
      ['a 425', { status: 425 }],
      ['a 455', refusing(455, { code: 455 })()],
      ['a 499', { status: 499, body: '<html>' }],
      ['an empty 200', { status: 200 }],
      ['a 200 cut short', { status: 200, body: '{"code":200,"data":{"task_' }],
      ['a 200 that names no task', dataResponse({ status: 'IN_PROGRESS' })],
      ['a 200 whose body reports a failure of the server', refusing(200, { code: 500 })()],
    ])('%s', async (_, reply) => {
      const { client, transport } = createSubject(() => reply);

      const submission = client.submit(request);

      await expect(submission).rejects.toMatchObject({
        code: 'ambiguous-submission',
        mayHaveBeenCharged: true,
        retryable: false,
        taskId: undefined,
      });
      expect(transport.count('POST')).toBe(1);
    });

    test('a response that does not come within a minute', async () => {
      const { client, clock, transport } = createSubject(() => 'never');

      await expect(client.submit(request)).rejects.toMatchObject({
        message:
          'You may have been charged: the request was sent, but no response arrived (The API did not respond within 60 s). The request was not sent again, because that could pay twice. Check the API in One dashboard: if the task is there, resume it by its task id; if not, submit again.',
      });
      expect(clock.elapsed()).toBe(60_000);
      expect(transport.count('POST')).toBe(1);
    });

    test('a response that does not come while somebody listens', async () => {
      const { clock, transport } = createSubject(() => 'never');
      const client = createClient({ clock, transport, submissionSeconds: 55 });

      await expect(client.submit(request)).rejects.toMatchObject({ mayHaveBeenCharged: true });
      expect(clock.elapsed()).toBe(55_000);
    });
  });

  test.each<[string, () => Promise<HttpResponse>, string]>([
    ['that is no error', () => Promise.reject('odd'), '(odd)'],
    [
      'while the response is read',
      async () => ({
        status: 200,
        headers: {},
        get body(): string {
          throw new TypeError('no text');
        },
      }),
      '(no text)',
    ],
  ])('reports as ambiguous what is thrown %s', async (_, send, reason) => {
    const client = createClient({ clock: createVirtualClock(), transport: { send } });

    await expect(client.submit(request)).rejects.toMatchObject({
      code: 'ambiguous-submission',
      message: expect.stringContaining(reason),
    });
  });

  test.each([200, 302, 400, 401, 408, 409, 422, 425, 429, 455, 499, 500, 503])(
    'knows that the task exists when a response with HTTP %i names it',
    async (status) => {
      const body = { code: status, message: 'Something failed', data: { task_id: 'task_9' } };
      const { client } = createSubject(refusing(status, body));

      await expect(client.submit(request)).resolves.toMatchObject({ id: 'task_9' });
    },
  );

  describe('reports that nothing was charged by', () => {
    test.each<[string, ScriptedReply, object]>([
      [
        'a host that is unreachable',
        new TransportError({ what: 'No such host.', mayHaveArrived: false }),
        { code: 'transport', mayHaveArrived: false },
      ],
      [
        'a 401',
        refusing(401, { error: { code: 401, message: 'Invalid API key' } })(),
        { code: 'unauthorized' },
      ],
      [
        'a 402',
        refusing(402, { code: 402 })(),
        { code: 'insufficient-credits', neededCredits: 480 },
      ],
      [
        'a 402 under HTTP 200',
        refusing(200, { code: 402, message: 'No available credits' })(),
        { code: 'insufficient-credits', neededCredits: 480 },
      ],
      [
        'the wording of a 200 without a code',
        refusing(200, { error: 'Insufficient credits' })(),
        { code: 'insufficient-credits' },
      ],
      [
        'a 422',
        refusing(422, { message: 'duration is required' })(),
        { code: 'refused', reason: 'validation' },
      ],
      [
        'a 422 with the id of the request',
        refusing(422, { id: 'req_1', message: 'duration is required' })(),
        { code: 'refused', taskId: undefined },
      ],
      ['a 404', refusing(404, '<html>')(), { code: 'refused', reason: 'other' }],
      [
        'a redirect',
        { status: 302, headers: { location: 'https://elsewhere.example' } },
        { code: 'refused' },
      ],
      ['a 429', refusing(429, '')(), { code: 'rate-limited', retryAfterMilliseconds: undefined }],
      [
        'a 503 of the API that shows when to come back',
        refusing(503, { code: 503, message: 'busy' }, { 'retry-after': '4' })(),
        { code: 'rate-limited', retryAfterMilliseconds: 4000 },
      ],
    ])('%s', async (_, reply, expected) => {
      const { client, transport } = createSubject(() => reply);

      const submission = client.submit(request);

      await expect(submission).rejects.toMatchObject({ ...expected, mayHaveBeenCharged: false });
      expect(transport.count('POST')).toBe(1);
    });
  });

  test('holds back the next POST as long as the API asked for', async () => {
    const { client, clock } = createSubject((attempt) =>
      attempt === 1 ? refusing(429, '', { 'retry-after': '30' })() : made('task_1'),
    );
    await client.submit(request).catch(() => {});

    await client.submit(request);

    expect(clock.elapsed()).toBe(30_000);
  });

  test('sends nothing when the intent cannot be written', async () => {
    const { client, transport } = createSubject(() => made('task_1'));
    const beforePost = () => Promise.reject(new Error('disk full'));

    await expect(client.submit(request, { beforePost })).rejects.toThrow('disk full');
    expect(transport.requests).toEqual([]);
  });

  test('sends nothing when it is stopped while the intent is written', async () => {
    const { client, transport } = createSubject(() => made('task_1'));
    const stop = new AbortController();
    const beforePost = async () => stop.abort(new Error('stopped'));

    const submission = client.submit(request, { beforePost, signal: stop.signal });

    await expect(submission).rejects.toThrow('stopped');
    expect(transport.requests).toEqual([]);
  });

  test('names the task when the response comes shortly after an abort', async () => {
    const stop = new AbortController();
    const { client, clock } = createSubject(async () => {
      stop.abort(new Error('stopped'));
      await clock.sleep(600);
      return made('task_1');
    });

    await expect(client.submit(request, { signal: stop.signal })).resolves.toMatchObject({
      id: 'task_1',
    });
  });

  test('awaits such a response as long as it is asked to', async () => {
    const stop = new AbortController();
    const clock = createVirtualClock();
    const transport = createScriptedTransport(async () => {
      stop.abort(new Error('stopped'));
      await clock.sleep(3500);
      return made('task_1');
    });
    const client = createClient({ clock, transport, graceMilliseconds: 4000 });

    await expect(client.submit(request, { signal: stop.signal })).resolves.toMatchObject({
      id: 'task_1',
    });
  });

  test('writes no intent when it was stopped before', async () => {
    const { client } = createSubject(() => made('task_1'));
    const signal = AbortSignal.abort(new Error('stopped'));
    const beforePost = () => Promise.reject(new Error('the intent was written'));

    await expect(client.submit(request, { beforePost, signal })).rejects.toThrow('stopped');
  });

  test('gives up within a second of an abort, and reports that it may have been charged', async () => {
    const stop = new AbortController();
    const { client, clock } = createSubject(() => {
      stop.abort(new Error('stopped'));
      return 'never';
    });

    await expect(client.submit(request, { signal: stop.signal })).rejects.toMatchObject({
      code: 'ambiguous-submission',
      mayHaveBeenCharged: true,
      cause: new Error('stopped'),
    });
    expect(clock.elapsed()).toBeLessThan(1000);
  });
});
