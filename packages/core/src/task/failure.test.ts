import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseFailure } from './failure.ts';
import { parseTask } from './task.ts';

describe('The failure of a response', () => {
  test.each([
    [
      'the documented error',
      { error: { code: 401, message: 'Invalid API key', type: 'authentication_error' } },
      { code: '401', message: 'Invalid API key' },
    ],
    [
      'the flat error',
      { code: 402, message: 'No available credits' },
      { code: '402', message: 'No available credits' },
    ],
    ['an error that is text', { error: 'Unauthorized' }, { message: 'Unauthorized' }],
    ['an error with a type only', { error: { type: 'overloaded' } }, { code: 'overloaded' }],
    [
      'a failed task in an envelope that is well',
      { code: 200, message: 'success', data: { status: 'FAILED', error_message: 'Out of luck' } },
      { message: 'Out of luck' },
    ],
    [
      'a failed task under an empty error',
      { error: {}, data: { fail_reason: 'Out of luck' } },
      { message: 'Out of luck' },
    ],
  ])('is read from %s', (_what, response, failure) => {
    expect(parseFailure(response)).toEqual({ code: undefined, message: undefined, ...failure });
  });

  test.each([
    { code: 200, message: 'success' },
    { code: 0, msg: 'OK' },
    { code: '201', message: 'Success.' },
    { code: 0, message: 'SUCCEED', data: { task_status: 'succeed' } },
    { code: 1000, message: 'success', data: { status: 'success' } },
    { code: 200, msg: '操作成功' },
    { data: { fail_reason: 'https://cdn.example.com/a.mp4' } },
    { error: { code: 0, raw_message: '', message: '', detail: null } },
    { errors: [] },
    { detail: {} },
    { code: 'success', message: 'successful', data: { error_message: null, error: '' } },
    { error: null },
    { error: false },
    {},
    [],
    null,
    undefined,
    'Bad Gateway',
  ])('is not seen in %j', (response) => {
    expect(parseFailure(response)).toBeUndefined();
  });

  test('is nothing, or has a code or a message, whatever the response', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.anything(), fc.string()), (response) => {
        const { code, message } = parseFailure(response) ?? { code: 'none' };

        expect((code ?? message ?? '').trim()).not.toBe('');
      }),
    );
  });
});

describe('The words of a failure', () => {
  test.each([
    { error_message: 'Too dark' },
    { error: 'Too dark' },
    { error: { message: 'Too dark' } },
    { error: { msg: 'Too dark' } },
    { error: { detail: 'Too dark' } },
    { error: { errors: ['Too dark'] } },
    { errorMessage: 'Too dark' },
    { error_msg: 'Too dark' },
    { fail_message: 'Too dark' },
    { failReason: 'Too dark' },
    { problem: { message: 'Too dark' } },
    { result: { error_message: 'Too dark' } },
    { output: { message: 'Too dark' } },
    { errors: ['Too dark'] },
    { errors: [{ message: 'Too dark' }] },
    { errors: { message: 'Too dark' } },
    { detail: 'Too dark' },
    { detail: { error: { message: 'Too dark' } } },
    { detail: [{ msg: 'Too dark' }] },
    { message: ['Too dark'] },
    { message: { detail: 'Too dark' } },
    { title: 'Too dark' },
    { reason: 'Too dark' },
    { response_data: [{ status: 'failed', fail_message: 'Too dark', error_message: '' }] },
    { results: [{ ok: true }, { error: { message: 'Too dark' } }] },
    { generated: [{ error: 'Too dark' }] },
    { failMsg: 'Too dark' },
    { fail_reason: 'Too dark' },
    { failed_reason: 'Too dark' },
    { failure_reason: 'Too dark' },
    { task_status_msg: 'Too dark' },
    { message: ' Too dark ' },
    { msg: 'Too dark' },
  ])('are found at the top level and in data: %j', (place) => {
    const failure = { code: undefined, message: 'Too dark' };

    expect(parseFailure(place)).toEqual(failure);
    expect(parseFailure({ data: place })).toEqual(failure);
    expect(parseFailure({ code: 200, message: 'success', data: [place] })).toEqual(failure);
  });

  test.each([
    { error_message: 'stronger', error: 'weaker' },
    { fail_message: 'stronger', detail: 'weaker' },
    { errors: ['stronger'], detail: 'weaker' },
    { task_status_msg: 'stronger', detail: 'weaker' },
    { detail: 'stronger', message: 'weaker' },
    { msg: 'stronger', reason: 'weaker' },
    { reason: 'stronger', title: 'weaker' },
    { error_message: 'stronger', error: { message: 'weaker' } },
    { error: 'stronger', failMsg: 'weaker' },
    { error: { message: 'stronger', msg: 'weaker' }, failMsg: 'weaker' },
    { error: { msg: 'stronger' }, failMsg: 'weaker' },
    { failMsg: 'stronger', fail_reason: 'weaker' },
    { fail_reason: 'stronger', failed_reason: 'weaker' },
    { failed_reason: 'stronger', failure_reason: 'weaker' },
    { failure_reason: 'stronger', task_status_msg: 'weaker' },
    { task_status_msg: 'stronger', message: 'weaker' },
    { message: 'stronger', msg: 'weaker' },
    { message: 'success', msg: 'stronger' },
    { data: { message: 'stronger' }, message: 'weaker' },
    { data: { message: 'weaker' }, error: { message: 'stronger' } },
    { data: { failMsg: 'stronger' }, message: 'weaker' },
  ])('are the strongest there are: %j', (response) => {
    expect(parseFailure(response)?.message).toBe('stronger');
  });
});

describe('Several errors', () => {
  test.each([
    [{ errors: ['Too dark', 'Too long'] }, 'Too dark; Too long'],
    [{ message: ['Too dark', '', 'Too long'] }, 'Too dark; Too long'],
    [
      {
        detail: [
          { loc: ['body', 'duration'], msg: 'Too big' },
          { loc: ['body', 'multi_prompt', 0, 'prompt'], msg: 'Too long' },
        ],
      },
      'duration: Too big; multi_prompt.0.prompt: Too long',
    ],
    [{ errors: [{ path: ['duration'], message: 'Too big' }] }, 'duration: Too big'],
    [{ errors: [{ field: 'mode', message: 'Unknown' }] }, 'mode: Unknown'],
    [{ errors: [{ path: '/api/v1/x y', message: 'Unknown' }] }, 'Unknown'],
    [{ errors: [{ path: ['a'] }, { path: [], message: 'Unknown' }] }, 'Unknown'],
    [
      { message: 'Invalid', errors: { mode: ['Unknown'], duration: ['Too big', 'Odd'] } },
      'mode: Unknown; duration: Too big; Odd',
    ],
    [
      { errors: ['1', '2', '3', '4', '5', '6'].map((n) => `Error ${n}`) },
      'Error 1; Error 2; Error 3; Error 4; Error 5',
    ],
  ])('are one message: %j', (response, message) => {
    expect(parseFailure(response)?.message).toBe(message);
  });

  test('are looked for as deep as APIs go', () => {
    expect(parseFailure({ errors: [[{ error: { message: 'Too dark' } }]] })?.message).toBe(
      'Too dark',
    );
    expect(parseFailure({ errors: [[[[['Too dark']]]]] })).toBeUndefined();
  });
});

describe('A long message', () => {
  test('is cut to 4,096 characters, and not within one', () => {
    expect(parseFailure({ error: 'x'.repeat(5000) })?.message).toBe('x'.repeat(4096));
    expect(parseFailure({ errors: ['x'.repeat(4095), '🌊'] })?.message).toHaveLength(4096);
    expect(parseFailure({ error: `x${'🌊'.repeat(4000)}` })?.message).toHaveLength(4095);
  });
});

describe('A remark', () => {
  test.each([
    { status: 'queued', message: 'Task created' },
    { status: 'processing', detail: 'Rendering' },
    { data: { task_status: 'succeed', task_status_msg: 'Well done' } },
  ])('about a task that has not failed is no failure: %j', (response) => {
    expect(parseTask(response).failure).toBeUndefined();
  });

  test.each([
    { status: 'failed', message: 'Too dark' },
    { data: { task_status: 'cancelled', task_status_msg: 'Too dark' } },
    { message: 'Too dark' },
    { data: { status: 'SUCCESS', error_message: 'Too dark' } },
  ])('about one that may have failed is its failure: %j', (response) => {
    expect(parseTask(response).failure?.message).toBe('Too dark');
  });
});

describe('The code of a failure', () => {
  test.each([
    { error: { code: 1301 } },
    { failCode: '1301' },
    { error_code: 1301 },
    { errorCode: 1301 },
    { code: 1301 },
    { error: { type: '1301' } },
  ])('is found at the top level and in data: %j', (place) => {
    const failure = { code: '1301', message: undefined };

    expect(parseFailure(place)).toEqual(failure);
    expect(parseFailure({ data: place })).toEqual(failure);
    expect(parseFailure({ code: 200, data: place })).toEqual(failure);
  });

  test.each([
    { error: { code: 'stronger' }, failCode: 'weaker' },
    { failCode: 'stronger', error_code: 'weaker' },
    { error_code: 'stronger', code: 'weaker' },
    { code: 'stronger', error: { type: 'weaker' } },
    { data: { code: 'stronger' }, code: 'weaker' },
    { data: { code: 'weaker' }, error: { code: 'stronger' } },
  ])('is the strongest there is: %j', (response) => {
    expect(parseFailure(response)?.code).toBe('stronger');
  });
});
