import { describe, expect, test } from 'vitest';
import type { HttpResponse } from '../ports.ts';
import { type RequestContext, responseError } from './response-error.ts';
import { readFacts } from './response-facts.ts';

const now = Date.UTC(2026, 1, 24, 12);

function errorFor(
  status: number,
  body: string,
  {
    headers = {},
    ...context
  }: RequestContext & { readonly headers?: HttpResponse['headers'] } = {},
) {
  return responseError(readFacts({ status, headers, body }, now), context);
}

function apiBody(code: string | number | undefined, message?: string): string {
  return JSON.stringify({ error: { code, message } });
}

describe('The error of a response', () => {
  test.each([
    [401, 'unauthorized'],
    [402, 'insufficient-credits'],
    [403, 'refused'],
    [404, 'refused'],
    [422, 'refused'],
    [429, 'rate-limited'],
    [430, 'refused'],
    [455, 'unavailable'],
    [502, 'unavailable'],
  ])('of the API with HTTP %i to a submission is %s, and nothing was charged', (status, code) => {
    expect(errorFor(status, apiBody(status))).toMatchObject({
      code,
      taskId: undefined,
      mayHaveBeenCharged: false,
    });
  });

  test.each([
    [401, 'unauthorized'],
    [404, 'task-not-found'],
    [422, 'refused'],
    [429, 'rate-limited'],
    [502, 'unavailable'],
    [200, 'unexpected-response'],
  ])('of the API with HTTP %i to a poll is %s, and names the paid task', (status, code) => {
    const body = status === 200 ? '{"data":{}}' : apiBody(status);

    expect(errorFor(status, body, { taskId: 'task_1' })).toMatchObject({
      code,
      taskId: 'task_1',
      mayHaveBeenCharged: true,
    });
  });

  test.each([
    [301, '', 'a redirect'],
    [401, '', 'an empty body'],
    [403, '<html>Blocked</html>', 'an HTML page'],
    [404, 'not here', 'plain text'],
    [405, '["nope"]', 'JSON of another kind'],
    [405, '{"healthy":false}', 'JSON of another kind'],
  ])('of the edge with HTTP %i explains what came instead: %s', (status, body, what) => {
    expect(errorFor(status, body)).toMatchObject({
      code: 'refused',
      httpStatus: status,
      reason: 'other',
      message: `The request did not reach the API: HTTP ${status} with ${what} came back, which is not a response of the API. Check the base URL, and any proxy or firewall in between.`,
    });
  });

  test.each([
    [200, 'unexpected-response'],
    [408, 'unavailable'],
    [429, 'rate-limited'],
    [502, 'unavailable'],
  ])('of the edge with HTTP %i is %s', (status, code) => {
    expect(errorFor(status, '<html>')).toMatchObject({ code });
  });

  test('of the edge with a 503 and Retry-After is unavailable: only the API may ask to resend', () => {
    expect(errorFor(503, '<html>', { headers: { 'retry-after': '4' } })).toMatchObject({
      code: 'unavailable',
    });
  });

  test.each([
    [{}, undefined],
    [{ 'retry-after': '30' }, 30_000],
    [{ 'retry-after': 'Tue, 24 Feb 2026 12:00:45 GMT' }, 45_000],
    [{ 'retry-after': 'soon' }, undefined],
  ])('shows when to try again, by %j', (headers, retryAfterMilliseconds) => {
    expect(errorFor(429, apiBody(429), { headers })).toMatchObject({
      code: 'rate-limited',
      retryAfterMilliseconds,
    });
  });

  test('of a 503 of the API with Retry-After is a rate limit', () => {
    expect(errorFor(503, apiBody(503), { headers: { 'retry-after': '4' } })).toMatchObject({
      code: 'rate-limited',
      retryAfterMilliseconds: 4000,
    });
  });

  test.each([
    ['400', 'duration is missing', 'validation'],
    ['1301', 'Sensitive prompt', 'content-policy'],
    ['400', 'Image could not be fetched', 'input-fetch'],
  ])('with code %s and "%s" has the reason %s', (code, message, reason) => {
    expect(errorFor(400, apiBody(code, message))).toMatchObject({ code: 'refused', reason });
  });

  test.each([
    ['API key revoked', 'unauthorized'],
    ['Content policy violation', 'refused'],
    ['Exhausted balance', 'insufficient-credits'],
    ['Not available in your region', 'refused'],
  ])('with HTTP 403 and "%s" is %s', (message, code) => {
    expect(errorFor(403, apiBody(undefined, message))).toMatchObject({ code });
  });

  test('shows the beginning of a body whose words are in no known place', () => {
    expect(errorFor(422, '{"code":422,"data":{"why":"the prompt is too long"}}')).toMatchObject({
      apiMessage: '{"code":422,"data":{"why":"the prompt is too long"}}',
    });
  });

  test('shows nothing of a body that has no words', () => {
    expect(errorFor(422, '{"code":422}')).toMatchObject({ apiMessage: undefined });
  });

  test('explains how many credits were needed', () => {
    expect(errorFor(402, apiBody(402), { neededCredits: 480 })).toMatchObject({
      neededCredits: 480,
    });
  });

  test('has no secret of the words of the API', () => {
    const { message } = errorFor(
      422,
      apiBody(422, 'Bad aio_live_0123456789 at https://x.example/a?sig=1'),
    );

    expect(message).not.toMatch(/0123456789|sig=1/);
  });
});
