import { describe, expect, test } from 'vitest';

import { parseTask } from './task.ts';

const video = 'https://cdn.example.com/a.mp4';

describe('The status of a task', () => {
  test.each([
    [{ data: { type: 'SUCCESS', response_data: [] } }, 'succeeded', 'SUCCESS'],
    [{ data: { type: 'IN_PROGRESS' } }, 'running', 'IN_PROGRESS'],
    [{ data: { type: 'FAILED' } }, 'failed', 'FAILED'],
    [{ data: { type: 'error', task_id: 'task_1' } }, 'failed', 'error'],
    [{ data: { type: 'video', state: 'queued' } }, 'queued', 'queued'],
    [{ data: { type: 'SUCCESS', status: 'running' } }, 'running', 'running'],
    [{ type: 'SUCCESS', response_data: [{ video_url: video }] }, 'succeeded', 'SUCCESS'],
  ])('is the type where that is a known word, as in %j', (response, status, statusWord) => {
    expect(parseTask(response)).toMatchObject({ status, statusWord });
  });

  test.each([
    { data: { type: 'video' } },
    { data: { type: 'error', message: 'Try again later' } },
    { type: 'error', error: { type: 'overloaded_error' } },
    { type: 'SUCCESS' },
  ])('is not the type of %j', (response) => {
    expect(parseTask(response)).toMatchObject({ status: 'unknown', statusWord: undefined });
  });

  test.each([
    [0, 'running'],
    [1, 'succeeded'],
    [2, 'failed'],
    [3, 'failed'],
    [7, 'unknown'],
  ])('is read from the success flag %i as %s', (successFlag, status) => {
    expect(parseTask({ data: { successFlag } })).toMatchObject({
      status,
      statusWord: `successFlag ${successFlag}`,
    });
  });

  test.each([
    [{ output: { task_status: 'SUCCEEDED' } }, 'succeeded'],
    [{ task: { status: 'TASK_STATUS_FAILED' } }, 'failed'],
    [{ data: { response_data: [{ status: 'complete' }] } }, 'succeeded'],
    [{ data: { data: { task_status: 'processing' } } }, 'running'],
    [{ status: 'success', data: { data: { task_status: 'processing' } } }, 'running'],
    [{ data: { status: 'queued', output: { status: 'done' } } }, 'queued'],
  ])('is found further in where nothing else has it: %j', (response, status) => {
    expect(parseTask(response).status).toBe(status);
  });

  test.each([
    [{ output: { status: 99 } }],
    [{ result: { status: 'error' } }],
    [{ status: 402, detail: 'Too little credit' }],
    [{ data: { status: '500' } }],
  ])('is unknown in %j', (response) => {
    expect(parseTask(response)).toMatchObject({ status: 'unknown', statusWord: undefined });
  });

  test.each([
    [400, 'failed', 'code 400'],
    ['1301', 'failed', 'code 1301'],
    [500, 'unknown', undefined],
    [404, 'unknown', undefined],
    [429, 'unknown', undefined],
  ])('of a task that comes with the code %s is %s', (code, status, statusWord) => {
    const response = { code, msg: 'Inappropriate content', data: { task_id: 'task_1' } };

    expect(parseTask(response)).toMatchObject({ status, statusWord });
  });

  test('is not read from the code of a response that names no task', () => {
    expect(parseTask({ code: 400, msg: 'Bad', data: null, id: 'req_1' }).status).toBe('unknown');
  });

  test('is the word of the request when there is a video beside it, wherever that is', () => {
    const clip = { clips: { large: video } };

    expect(parseTask({ status: 'success', data: clip }).status).toBe('succeeded');
    expect(parseTask({ status: 'error', data: clip }).status).toBe('unknown');
  });
});
