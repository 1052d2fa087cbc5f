import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseFailure } from './failure.ts';

describe('The failure of an response', () => {
  test.each([
    [
      'the documented refusal',
      { error: { code: 401, message: 'Invalid API key', type: 'authentication_error' } },
      { code: '401', message: 'Invalid API key' },
    ],
    [
      'the flat refusal',
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

  test('is nothing, or says something, whatever the response', () => {
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

describe('The code of a failure', () => {
  test.each([
    { error: { code: 1301 } },
    { failCode: '1301' },
    { error_code: 1301 },
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
