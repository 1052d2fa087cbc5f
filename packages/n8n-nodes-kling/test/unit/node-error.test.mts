import {
  AmbiguousSubmissionError,
  DeadlineExceededError,
  DownloadError,
  parseVideoRequest,
  RateLimitedError,
} from '@kling-automation/core';
import type { INode } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { failureFacts } from '../../nodes/Kling/host/failure/failure-facts.ts';
import { toNodeError } from '../../nodes/Kling/host/failure/node-error.ts';

const node: INode = {
  id: '1',
  name: 'Kling',
  type: 'kling',
  typeVersion: 1,
  position: [0, 0],
  parameters: {},
};

describe('the error of an item', () => {
  test('has what happened in its message, and what to do in its description', () => {
    const error = toNodeError(node, new RateLimitedError({ httpStatus: 429 }), 3);

    expect(error).toMatchObject({
      message: 'The API asks for fewer requests (HTTP 429)',
      description: 'Try again a little later, with a lower concurrency.',
      context: { itemIndex: 3 },
      failure: { cause: 'rate-limited' },
    });
  });

  test('reports to n8n how long the API asks to wait', () => {
    const limited = new RateLimitedError({ httpStatus: 429, retryAfterMilliseconds: 7000 });

    expect(toNodeError(node, limited, 0)).toMatchObject({
      failure: { cause: 'rate-limited', retryAfterMs: 7000 },
    });
  });

  test('keeps its text where n8n would put its own for a system code', () => {
    const what = 'The superman of ENOENT is EPERM. Watch it.';

    const error = toNodeError(node, new DownloadError({ reason: 'interrupted', what }), 0);

    expect(error.message).toBe('The superman of ENOENT is EPERM');
  });

  test('carries no cause, which could hold a request with its key', () => {
    const cause = { config: { headers: { Authorization: 'Bearer aio_secret' } } };
    const reason = new DownloadError({ reason: 'interrupted', what: 'It broke off.', cause });

    expect(JSON.stringify({ ...toNodeError(node, reason, 0) })).not.toContain('aio_secret');
  });
});

describe('the advice of an error', () => {
  test('names Task > Wait as the way to resume', () => {
    const waitedMilliseconds = 1000;
    const late = new DeadlineExceededError({ taskId: 'task_1', waitedMilliseconds });
    const lost = new AmbiguousSubmissionError({ what: 'The connection was reset.' });

    expect(toNodeError(node, late, 0).description).toMatch(
      /In n8n, use Task > Wait with this ID\.$/,
    );
    expect(toNodeError(node, lost, 0).description).toMatch(
      /In n8n, Task > Wait resumes a task by its ID\.$/,
    );
  });
});

describe('the facts of a failed item', () => {
  test('have no key of the ledger, and keep the id of a task', () => {
    const hex = '0123456789abcdef'.repeat(4);
    const failure = new Error(`UNIQUE constraint failed: 0:0:${hex}`);
    const download = new DownloadError({ reason: 'expired', what: `Task ${hex}.`, taskId: hex });

    expect(failureFacts(failure).message).toBe('UNIQUE constraint failed: 0:0:…');
    expect(failureFacts(download).message).toBe(`Task ${hex}.`);
  });

  test('name fields as the panel does', () => {
    const facts = failureFacts(
      thrownBy(() => parseVideoRequest({ shots: [{ prompt: 'a', duration: 99 }] })),
    );

    expect(facts).toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('Shots 1 > Duration: Give a whole number of seconds'),
    });
  });

  test.each([new Error('Bearer aio_secret'), 'aio_secret'])('hold no key of %j', (error) => {
    expect(failureFacts(error)).toMatchObject({ code: 'unexpected' });
    expect(JSON.stringify(failureFacts(error))).not.toContain('secret');
  });
});

function thrownBy(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
