import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseSubmission } from './submission.ts';

describe('A submission', () => {
  test('is read from the current envelope', () => {
    const response = {
      code: 200,
      message: 'success',
      data: { task_id: 'n41xxxx_flux2', status: 'IN_PROGRESS' },
    };

    expect(parseSubmission(response)).toEqual({
      id: 'n41xxxx_flux2',
      status: 'running',
      statusWord: 'IN_PROGRESS',
      createdAt: undefined,
      failure: undefined,
      raw: response,
    });
  });

  test('is read from the older, flat response', () => {
    const response = {
      id: 'task_abc123',
      status: 'pending',
      model: 'kling-3',
      created_at: '2026-02-24T12:00:00Z',
    };

    expect(parseSubmission(response)).toEqual({
      id: 'task_abc123',
      status: 'queued',
      statusWord: 'pending',
      createdAt: 1771934400000,
      failure: undefined,
      raw: response,
    });
  });

  test('is read from JSON text', () => {
    const { id, raw, status } = parseSubmission('{"task_id":"task_abc123","status":"pending"}');

    expect({ id, status }).toEqual({ id: 'task_abc123', status: 'queued' });
    expect(raw).toEqual({ task_id: 'task_abc123', status: 'pending' });
  });

  test.each([
    ['an error', { error: { code: 401, message: 'Invalid API key' } }],
    ['an error with the id of the request', { id: 'req_1', code: 402, message: 'No credits' }],
    ['an error in words with such an id', { id: 'req_1', error: 'Unauthorized' }],
    ['an error without code with such an id', { id: 'req_1', error: { message: 'Unauthorized' } }],
    ['a list of errors with such an id', { id: 'req_1', errors: [{ message: 'Too long' }] }],
    ['an HTML page', '<html><title>502 Bad Gateway</title></html>'],
    ['a truncated body', '{"data":{"task_id":"task_abc1'],
    ['an empty body', ''],
    ['an empty envelope', { code: 200, message: 'success', data: {} }],
    ['an empty list', { code: 200, data: [] }],
    ['no data', { code: 200, data: null }],
    ['an id that is no text', { data: { task_id: { value: 'task_1' } } }],
  ])('has no id in %s', (_what, response) => {
    expect(parseSubmission(response).id).toBeUndefined();
  });

  test.each([
    [{ code: 500, message: 'Slow', data: { task_id: 'task_1' } }],
    [{ code: 500, message: 'Slow', data: { id: 'task_1' }, id: 'req_1' }],
    [{ code: 500, message: 'Slow', task_id: 'task_1', id: 'req_1' }],
    [{ error: 'Slow', taskId: 'task_1', id: 'req_1' }],
  ])('keeps the id of a task that an error names: %j', (response) => {
    expect(parseSubmission(response).id).toBe('task_1');
  });

  test('is no error where there is only a remark', () => {
    const { failure, id } = parseSubmission({ id: 'task_1', error: null, message: 'Task queued' });

    expect(id).toBe('task_1');
    expect(failure).toEqual({ code: undefined, message: 'Task queued' });
  });

  test('keeps all digits of a numeric id, beside an error too', () => {
    expect(parseSubmission('{"data":{"task_id":860000000000000001}}').id).toBe(
      '860000000000000001',
    );
    expect(parseSubmission('{"code":500,"data":{"id":860000000000000001}}').id).toBe(
      '860000000000000001',
    );
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.json(), fc.anything(), fc.string()), (response) => {
        expect(typeof (parseSubmission(response).id ?? 'none')).toBe('string');
      }),
    );
  });
});
