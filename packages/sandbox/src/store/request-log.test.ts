import { describe, expect, test } from 'vitest';
import { createRequestLog, type RecordedRequest } from './request-log.ts';

const request: RecordedRequest = {
  at: '2026-01-01T00:00:00.000Z',
  method: 'GET',
  path: '/api/v1/tasks/1',
  query: '',
  headers: {},
  body: null,
  status: null,
  fault: null,
};

describe('the request log', () => {
  test('adds to a request what happened after it arrived', () => {
    const log = createRequestLog();

    const entry = log.add(request);
    entry.noteFault('slow');
    entry.noteStatus(200);

    expect(log.list()).toEqual([{ ...request, fault: 'slow', status: 200 }]);
  });

  test('keeps the latest when it is full', () => {
    const log = createRequestLog(2);

    for (const path of ['/1', '/2', '/3']) log.add({ ...request, path });

    expect(log.list().map(({ path }) => path)).toEqual(['/2', '/3']);
  });
});
