import { describe, expect, test } from 'vitest';
import { openSandbox } from '../testing/open-sandbox.ts';
import type { FaultRule } from './fault-rule.ts';

describe('a fault that is another answer', () => {
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
      'a refusal of one’s own words',
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
  ])('answers a submission with %s and makes no task', async (_, fault, httpStatus, body) => {
    const { sandbox, submit } = await openSandbox({ faults: [fault] });

    const answer = await submit();

    expect(answer.status).toBe(httpStatus);
    expect(await answer.json()).toMatchObject(Object(body));
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
  ])('%o says when to come again: %s', async (fault, retryAfter) => {
    const { makeTask, read } = await openSandbox({ faults: [fault] });

    const answer = await read(await makeTask());

    expect(answer.headers.get('retry-after')).toBe(retryAfter);
  });

  test.each<[FaultRule, number, string]>([
    [{ kind: 'not-found' }, 404, '{"error":{"code":404'],
    [{ kind: 'not-found', as: 'code-404-under-http-200' }, 200, '{"code":404'],
    [{ kind: 'html-error', on: 'read' }, 502, '<!DOCTYPE html>'],
  ])('%o answers one read, and the next is well', async (fault, httpStatus, start) => {
    const { makeTask, read } = await openSandbox({ faults: [fault] });
    const taskId = await makeTask();

    const [struck, well] = [await read(taskId), await read(taskId)];

    expect(struck.status).toBe(httpStatus);
    expect(await struck.text()).toMatch(start);
    expect(await well.json()).toMatchObject({ data: { task_id: taskId } });
  });
});
