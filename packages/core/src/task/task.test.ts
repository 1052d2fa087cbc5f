import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseTask } from './task.ts';

const video = 'https://cdn.example.com/a.mp4';

describe('A task', () => {
  test('is read from the envelope of the sister sites', () => {
    const response = {
      code: 200,
      message: 'success',
      data: {
        task_id: 'n41xxxx_kling',
        status: 'SUCCESS',
        request: { model: 'kling-3', image: 'https://example.com/first.png' },
        response: [video],
        consumed_credits: 300,
        created_at: '2026-02-24 12:00:00',
        error_message: null,
      },
    };

    expect(parseTask(response)).toEqual({
      id: 'n41xxxx_kling',
      status: 'succeeded',
      statusWord: 'SUCCESS',
      resultUrls: [video],
      videoUrl: video,
      credits: 300,
      progressPercent: 100,
      createdAt: 1771934400000,
      failure: undefined,
      echo: { model: 'kling-3', image: 'https://example.com/first.png' },
      raw: response,
    });
  });

  test('is read from a flat response', () => {
    const response = {
      id: 'task_abc123',
      status: 'processing',
      progress: '40%',
      created_at: '2026-02-24T12:00:00Z',
    };

    expect(parseTask(response)).toEqual({
      id: 'task_abc123',
      status: 'running',
      statusWord: 'processing',
      resultUrls: [],
      videoUrl: undefined,
      credits: undefined,
      progressPercent: 40,
      createdAt: 1771934400000,
      failure: undefined,
      echo: undefined,
      raw: response,
    });
  });

  test('that failed has the reason', () => {
    const { failure, resultUrls, status } = parseTask({
      code: 200,
      message: 'success',
      data: { task_id: 'task_1', status: 'FAILED', error_message: 'Sensitive prompt' },
    });

    expect(status).toBe('failed');
    expect(failure).toEqual({ code: undefined, message: 'Sensitive prompt' });
    expect(resultUrls).toEqual([]);
  });

  test.each([
    ['a list', { response: [video] }],
    ['resultUrls', { response: { resultUrls: [video] } }],
    ['a bare string', { response: video }],
    ['output.video_url', { output: { video_url: video } }],
    ['video_url', { video_url: video }],
  ])('has its video in data or at the top level, as %s', (_what, result) => {
    const inData = parseTask({ data: { task_id: 'task_1', status: 'SUCCESS', ...result } });
    const flat = parseTask({ task_id: 'task_1', status: 'completed', ...result });

    expect(inData.videoUrl).toBe(video);
    expect(flat.videoUrl).toBe(video);
  });

  test('keeps every result, of which the video is one', () => {
    const picture = 'https://cdn.example.com/a.png';

    const task = parseTask({ data: { status: 'SUCCESS', response: [picture, video] } });

    expect(task.resultUrls).toEqual([picture, video]);
    expect(task.videoUrl).toBe(video);
  });

  test('is read from JSON text', () => {
    expect(parseTask('{"data":{"task_id":"task_1","status":"FAILED"}}')).toMatchObject({
      id: 'task_1',
      status: 'failed',
      raw: { data: { task_id: 'task_1', status: 'FAILED' } },
    });
  });

  test.each([
    '<html><title>502 Bad Gateway</title></html>',
    '{"data":{"task_id":"task_1","sta',
    '',
    undefined,
    null,
    [],
    {},
    5,
    { code: 200, message: 'success', data: null },
  ])('is unknown in %j', (response) => {
    expect(parseTask(response)).toMatchObject({
      id: undefined,
      status: 'unknown',
      statusWord: undefined,
      resultUrls: [],
    });
  });
});

describe('The id of a task', () => {
  test.each([
    { data: { task_id: 'task_1', taskId: 'b', id: 'c' }, task_id: 'd' },
    { data: { taskId: 'task_1', id: 'c' }, task_id: 'd' },
    { data: { id: 'task_1' }, task_id: 'd' },
    { data: [{ task_id: 'task_1' }, { task_id: 'b' }], id: 'd' },
    { data: { status: 'SUCCESS' }, task_id: 'task_1', taskId: 'b', id: 'c' },
    { data: [], taskId: 'task_1', id: 'c' },
    { data: null, id: 'task_1' },
    { task_id: ' task_1 ' },
    { taskId: 'task_1' },
    { id: 'task_1' },
  ])('is task_1 in %j', (response) => {
    expect(parseTask(response).id).toBe('task_1');
  });

  test('may be a number', () => {
    expect(parseTask({ data: { task_id: 81 } }).id).toBe('81');
  });
});

describe('The status of a task', () => {
  test.each([
    [{ data: { status: 'IN_PROGRESS' }, status: 'success' }, 'running', 'IN_PROGRESS'],
    [{ data: { task_status: 'succeed' } }, 'succeeded', 'succeed'],
    [{ data: { taskStatus: 'failed' } }, 'failed', 'failed'],
    [{ data: { state: 'generating' } }, 'running', 'generating'],
    [{ data: [{ status: 'queued' }] }, 'queued', 'queued'],
    [{ data: { status: null, state: 'success' } }, 'succeeded', 'success'],
    [{ data: { task_id: 'task_1' }, status: 'FAILED' }, 'failed', 'FAILED'],
    [{ data: null, task_id: 'task_1', status: 'success' }, 'succeeded', 'success'],
    [{ task_id: 'task_1', status: 'error' }, 'failed', 'error'],
    [{ status: 'failed' }, 'failed', 'failed'],
    [{ status: 'Canceled' }, 'cancelled', 'Canceled'],
    [{ status: 'success', video_url: video }, 'succeeded', 'success'],
    [{ status: 'ok', data: { response: [video] } }, 'succeeded', 'ok'],
    [{ data: { status: 'REVIEWING' } }, 'unknown', 'REVIEWING'],
    [{ data: { status: 3 } }, 'unknown', '3'],
  ])('in %j is %s', (response, status, statusWord) => {
    expect(parseTask(response)).toMatchObject({ status, statusWord });
  });

  test.each([
    { status: 'success', data: { task_id: 'task_1', response: null } },
    { status: 'ok', data: { task_id: 'task_1' } },
    { status: 'success', data: [{ task_id: 'task_1' }] },
    { status: 'error', task_id: 'task_1', code: 404 },
    { status: 'error', message: 'Try again later' },
    { status: 'error', code: 404, message: 'No such task' },
    { status: 'fail', data: { reason: 'Try again later' } },
    { status: 'Error', id: 'req_1', data: {} },
  ])('is not the status of the request in %j', (response) => {
    expect(parseTask(response)).toMatchObject({ status: 'unknown', statusWord: undefined });
  });
});

describe('The credits of a task', () => {
  test.each([
    [{ data: { consumed_credits: 300 } }, 300],
    [{ data: { credits_consumed: 300 } }, 300],
    [{ data: { creditsConsumed: '300' } }, 300],
    [{ creditsConsumed: 0 }, 0],
    [{ data: { consumed_credits: 300 }, consumed_credits: 5 }, 300],
    [{ consumed_credits: 300, credits_consumed: 5, creditsConsumed: 6 }, 300],
    [{ consumed_credits: null, credits_consumed: 300 }, 300],
  ])('in %j are %d', (response, credits) => {
    expect(parseTask(response).credits).toBe(credits);
  });

  test.each([
    {},
    { consumed_credits: null },
    { consumed_credits: 'many' },
    { consumed_credits: -5 },
    { consumed_credits: 'Infinity' },
    { credits: 300 },
  ])('in %j are not known', (response) => {
    expect(parseTask(response).credits).toBeUndefined();
  });
});

describe('The progress of a task', () => {
  test.each([
    [0, 0],
    [0.29, 29],
    [0.57, 57],
    [0.999, 99.9],
    [1, 1],
    ['0.5%', 0.5],
    [40, 40],
    ['40', 40],
    ['40%', 40],
    [' 40 % ', 40],
    [99.5, 99.5],
    [100, 100],
    [250, 100],
    ['1e3', undefined],
    [-5, undefined],
    ['half', undefined],
    [null, undefined],
    [true, undefined],
  ])('of %j is %j per cent', (progress, percent) => {
    const response = { data: { status: 'IN_PROGRESS', progress } };

    expect(parseTask(response).progressPercent).toBe(percent);
  });

  test('is full when it succeeded, whatever the API reports', () => {
    expect(parseTask({ id: 'task_1', status: 'success', progress: 1 }).progressPercent).toBe(100);
  });
});

describe('The time of a task', () => {
  test.each([
    { data: { created_at: '2026-02-24 12:00:00' } },
    { data: { createdAt: '2026-02-24T12:00:00Z' } },
    { data: { create_time: 1771934400 } },
    { data: { createTime: 1771934400000 } },
    { created_at: '1771934400' },
    { created_at: null, create_time: 1771934400 },
    { data: { created_at: 'yesterday' }, created_at: 1771934400 },
    { data: { created_at: 1771934400 }, created_at: 5 },
  ])('is noon of 24 February 2026 in %j', (response) => {
    expect(parseTask(response).createdAt).toBe(1771934400000);
  });
});

describe('Reading a task', () => {
  test('never throws, and takes nothing but absolute http(s) URLs', () => {
    const responses = fc.oneof(fc.jsonValue(), fc.json(), fc.anything(), fc.string(), envelopes);
    fc.assert(
      fc.property(responses, (response) => {
        const { resultUrls, videoUrl } = parseTask(response);

        expect(
          resultUrls.filter((url) => !/^https?:\/\//i.test(url) || !URL.canParse(url)),
        ).toEqual([]);
        expect([undefined, ...resultUrls]).toContain(videoUrl);
      }),
    );
  });

  test('sees the same in JSON and in its text', () => {
    fc.assert(
      fc.property(envelopes, (response) => {
        const text = JSON.stringify(response);

        expect(parseTask(text)).toEqual(parseTask(JSON.parse(text)));
      }),
    );
  });
});

/** Envelopes with the right keys and anything in them. */
const envelopes = fc.dictionary(
  fc.constantFrom('data', 'status', 'response', 'output', 'error', 'id', 'progress', 'created_at'),
  fc.oneof(
    fc.jsonValue(),
    fc.webUrl(),
    fc.dictionary(fc.constantFrom('status', 'task_id', 'response', 'url', 'error'), fc.jsonValue()),
  ),
);
