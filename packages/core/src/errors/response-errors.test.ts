import { describe, expect, test } from 'vitest';

import {
  InsufficientCreditsError,
  RateLimitedError,
  RefusedError,
  TransportError,
  UnauthorizedError,
  UnavailableError,
  UnexpectedResponseError,
} from './response-errors.ts';

describe('TransportError', () => {
  test('shows whether the request may have arrived', () => {
    const cause = new Error('reset');

    const error = new TransportError({ what: 'Connection reset.', mayHaveArrived: true, cause });

    expect(error).toMatchObject({
      name: 'TransportError',
      code: 'transport',
      message: 'Connection reset.',
      mayHaveArrived: true,
      retryable: true,
      cause,
    });
  });
});

describe('RefusedError', () => {
  test.each([
    [
      { httpStatus: 400, reason: 'validation' },
      'The API refused the request (HTTP 400). Fix the request and try again.',
    ],
    [
      {
        httpStatus: 400,
        apiCode: '1301',
        apiMessage: 'Sensitive prompt',
        reason: 'content-policy',
      },
      'The API refused the request (HTTP 400, code 1301): Sensitive prompt. Change the prompt or the image: the same request would be refused again.',
    ],
    [
      { httpStatus: 422, apiMessage: 'Image not found!', reason: 'input-fetch' },
      'The API refused the request (HTTP 422): Image not found! Check that the image or element URLs are public and are JPG or PNG files the API can fetch.',
    ],
    [{ httpStatus: 404, reason: 'other' }, 'The API refused the request (HTTP 404).'],
    [
      { httpStatus: 404, apiMessage: '没有。', reason: 'other' },
      'The API refused the request (HTTP 404): 没有。',
    ],
  ] as const)('made of %j explains what to do', (facts, message) => {
    const error = new RefusedError(facts);

    expect(error).toMatchObject({
      name: 'RefusedError',
      code: 'refused',
      message,
      httpStatus: facts.httpStatus,
      reason: facts.reason,
      retryable: false,
    });
  });

  test("keeps the API's code", () => {
    const error = new RefusedError({ httpStatus: 400, apiCode: '1301', reason: 'content-policy' });

    expect(error.apiCode).toBe('1301');
  });
});

describe('UnauthorizedError', () => {
  test.each([
    [
      undefined,
      'The API refused the key (HTTP 401). Check that the API in One key is complete, starts with aio_ and has not been revoked.',
    ],
    [
      'Invalid API key',
      'The API refused the key (HTTP 401, "Invalid API key"). Check that the API in One key is complete, starts with aio_ and has not been revoked.',
    ],
  ])('dataResponse %j explains what to check', (apiMessage, message) => {
    expect(new UnauthorizedError({ httpStatus: 401, apiMessage })).toMatchObject({
      name: 'UnauthorizedError',
      code: 'unauthorized',
      message,
      httpStatus: 401,
      retryable: false,
    });
  });
});

describe('InsufficientCreditsError', () => {
  test.each([
    [
      { neededCredits: undefined },
      'The account has too few credits. Top up the account and run again.',
    ],
    [
      { neededCredits: 432, apiMessage: 'No available credits' },
      'The account has too few credits for this video (432 needed): No available credits. Top up the account and run again.',
    ],
  ])('made of %j explains what is needed', (facts, message) => {
    const error = new InsufficientCreditsError({ httpStatus: 402, ...facts });

    expect(error.neededCredits).toBe(facts.neededCredits);
    expect(error).toMatchObject({
      name: 'InsufficientCreditsError',
      code: 'insufficient-credits',
      message,
      retryable: false,
    });
  });
});

describe('RateLimitedError', () => {
  test.each([
    [
      undefined,
      'The API asks for fewer requests (HTTP 429). Try again a little later, with a lower concurrency.',
    ],
    [
      29_001,
      'The API asks for fewer requests (HTTP 429). Try again in 30 s, with a lower concurrency.',
    ],
  ])('after %s ms shows when to try again', (retryAfterMilliseconds, message) => {
    expect(new RateLimitedError({ httpStatus: 429, retryAfterMilliseconds })).toMatchObject({
      name: 'RateLimitedError',
      code: 'rate-limited',
      message,
      retryAfterMilliseconds,
      retryable: true,
    });
  });
});

describe('UnavailableError', () => {
  test.each([
    [undefined, 'The API is unavailable (HTTP 502). Try again later.'],
    ['Overloaded', 'The API is unavailable (HTTP 502): Overloaded. Try again later.'],
  ])('dataResponse %j may be tried again', (apiMessage, message) => {
    expect(new UnavailableError({ httpStatus: 502, apiMessage })).toMatchObject({
      name: 'UnavailableError',
      code: 'unavailable',
      message,
      httpStatus: 502,
      retryable: true,
    });
  });
});

describe('UnexpectedResponseError', () => {
  test.each([
    ['<html>', 'It is odd. The response was: <html>'],
    ['', 'It is odd. The response was: (nothing)'],
  ])('shows the response "%s"', (excerpt, message) => {
    expect(new UnexpectedResponseError({ what: 'It is odd.', excerpt })).toMatchObject({
      name: 'UnexpectedResponseError',
      code: 'unexpected-response',
      message,
      excerpt,
      retryable: true,
    });
  });
});

describe('A response that is no yes', () => {
  const response = { httpStatus: 500, what: 'Odd.', excerpt: '', mayHaveArrived: true } as const;

  test.each([
    TransportError,
    UnauthorizedError,
    InsufficientCreditsError,
    RateLimitedError,
    UnavailableError,
    UnexpectedResponseError,
  ])('charged nothing, unless it is about a task that exists: %o', (Kind) => {
    const ofSubmission = new Kind(response);
    const ofPoll = new Kind({ ...response, taskId: 'task_1' });

    expect(ofSubmission).toMatchObject({ taskId: undefined, mayHaveBeenCharged: false });
    expect(ofPoll).toMatchObject({ taskId: 'task_1', mayHaveBeenCharged: true });
  });

  test('charged nothing, unless the error response is about a task that exists', () => {
    const ofSubmission = new RefusedError({ httpStatus: 400, reason: 'other' });
    const ofPoll = new RefusedError({ httpStatus: 400, reason: 'other', taskId: 'task_1' });

    expect(ofSubmission).toMatchObject({ taskId: undefined, mayHaveBeenCharged: false });
    expect(ofPoll).toMatchObject({ taskId: 'task_1', mayHaveBeenCharged: true });
  });
});
