import { describe, expect, test } from 'vitest';
import { openSandbox } from '../testing/open-sandbox.ts';
import type { FaultRule } from './fault-rule.ts';

describe('a fault that replaces the response', () => {
  test.each<[string, FaultRule, number, unknown]>([
    [
      '429',
      { kind: 'rate-limited', on: 'submit' },
      429,
      { error: { code: 429, message: 'Too many requests, please slow down' } },
    ],
    ['402', { kind: 'no-credits' }, 402, { error: { code: 402, message: 'No available credits' } }],
    [
      'code 402 under 200',
      { kind: 'no-credits', as: 'code-402-under-http-200' },
      200,
      { code: 402, message: 'No available credits' },
    ],
    [
      'code 1102 under 429',
      { kind: 'no-credits', as: 'code-1102-under-http-429' },
      429,
      { code: 1102, message: 'Account balance not enough' },
    ],
    [
      'an error with a custom message',
      { kind: 'refused', on: 'submit', httpStatus: 403, code: 1301, message: 'No', form: 'flat' },
      403,
      { code: 1301, message: 'No' },
    ],
    [
      '503 in JSON',
      { kind: 'server-error', on: 'submit', httpStatus: 503 },
      503,
      { error: { code: 503, message: 'Internal server error' } },
    ],
  ])('responds to a submission with %s and creates no task', async (_, fault, httpStatus, body) => {
    const { sandbox, submit } = await openSandbox({ faults: [fault] });

    const response = await submit();

    expect(response.status).toBe(httpStatus);
    expect(await response.json()).toMatchObject(Object(body));
    expect(sandbox.tasks()).toEqual([]);
    expect(sandbox.requests()).toMatchObject([{ status: httpStatus, fault: fault.kind }]);
  });

  test.each<[FaultRule, string | null]>([
    [{ kind: 'rate-limited', on: 'read' }, null],
    [{ kind: 'rate-limited', on: 'read', retryAfterSeconds: 7 }, '7'],
    [
      { kind: 'rate-limited', on: 'read', retryAfterSeconds: 7, retryAfterForm: 'http-date' },
      'Thu, 01 Jan 2026 00:00:07 GMT',
    ],
    [{ kind: 'server-error', on: 'read', httpStatus: 503, retryAfterSeconds: 2 }, '2'],
  ])('%o sends Retry-After: %s', async (fault, retryAfter) => {
    const { makeTask, read } = await openSandbox({ faults: [fault] });

    const response = await read(await makeTask());

    expect(response.headers.get('retry-after')).toBe(retryAfter);
  });

  test.each<[FaultRule, number, string]>([
    [{ kind: 'not-found' }, 404, '{"error":{"code":404'],
    [{ kind: 'not-found', as: 'code-404-under-http-200' }, 200, '{"code":404'],
    [{ kind: 'html-error', on: 'read' }, 502, '<!DOCTYPE html>'],
  ])('%o replaces one response, and the next read succeeds', async (fault, httpStatus, start) => {
    const { makeTask, read } = await openSandbox({ faults: [fault] });
    const taskId = await makeTask();

    const [replaced, next] = [await read(taskId), await read(taskId)];

    expect(replaced.status).toBe(httpStatus);
    expect(await replaced.text()).toMatch(start);
    expect(await next.json()).toMatchObject({ data: { task_id: taskId } });
  });
});
