import { describe, expect, test } from 'vitest';

import type { HttpResponse } from '../ports.ts';
import { responseError } from './response-error.ts';

/** 2026-02-24T12:00:00Z, in milliseconds since 1970. */
const now = 1771934400000;

function answerOf(status: number, headers: HttpResponse['headers'] = {}): HttpResponse {
  return { status, headers, body: '' };
}

describe('The error of a refusal', () => {
  test.each([
    [401, 'unauthorized'],
    [402, 'insufficient-credits'],
    [429, 'rate-limited'],
    [502, 'unavailable'],
    [404, 'refused'],
    [422, 'refused'],
    [430, 'refused'],
  ])('with HTTP %i of a submission is %s, and nothing was charged', (status, code) => {
    const error = responseError({ response: answerOf(status), failure: undefined, now });

    expect(error).toMatchObject({ code, taskId: undefined, mayHaveBeenCharged: false });
  });

  test.each([
    [401, 'unauthorized'],
    [402, 'insufficient-credits'],
    [429, 'rate-limited'],
    [502, 'unavailable'],
    [404, 'task-not-found'],
    [422, 'refused'],
  ])('with HTTP %i of a poll is %s, and names the task that is paid', (status, code) => {
    const error = responseError({
      response: answerOf(status),
      failure: undefined,
      now,
      taskId: 'task_1',
    });

    expect(error).toMatchObject({ code, taskId: 'task_1', mayHaveBeenCharged: true });
  });

  test.each([
    [failure('400', 'duration is missing'), 'validation'],
    [failure('1301', 'Sensitive prompt'), 'content-policy'],
    [failure('400', 'Image could not be fetched'), 'input-fetch'],
  ])('tells the reason: %j is %s', (anyFault, reason) => {
    const error = responseError({ response: answerOf(400), failure: anyFault, now });

    expect(error).toMatchObject({
      code: 'refused',
      reason,
      apiCode: anyFault.code,
      httpStatus: 400,
    });
  });

  test('has no mend for a submission that nobody knows', () => {
    const error = responseError({
      response: answerOf(404),
      failure: failure('404', 'No such route'),
      now,
    });

    expect(error).toMatchObject({ reason: 'other' });
    expect(error.message).toBe('The API refused the request (HTTP 404, code 404): No such route.');
  });

  test('tells how many credits were needed', () => {
    const error = responseError({
      response: answerOf(200),
      failure: failure('402', 'No available credits'),
      now,
      neededCredits: 432,
    });

    expect(error).toMatchObject({ code: 'insufficient-credits', neededCredits: 432 });
  });

  test.each([
    [{}, undefined],
    [{ 'retry-after': '30' }, 30_000],
    [{ 'retry-after': 'Tue, 24 Feb 2026 12:00:45 GMT' }, 45_000],
    [{ 'retry-after': 'soon' }, undefined],
  ])('tells when to come back: %j', (headers, retryAfterMilliseconds) => {
    const error = responseError({ response: answerOf(429, headers), failure: undefined, now });

    expect(error).toMatchObject({ code: 'rate-limited', retryAfterMilliseconds });
  });

  test("holds no secret of the API's words", () => {
    const error = responseError({
      response: answerOf(401),
      failure: failure('401', 'aio_a1b2\nis not valid'),
      now,
    });

    expect(error.message).toBe(
      'The API refused the key (HTTP 401, "aio_… is not valid"). Check that the API in One key is complete, starts with aio_ and has not been revoked.',
    );
  });
});

function failure(code: string, message: string) {
  return { code, message };
}
