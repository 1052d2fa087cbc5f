import { describe, expect, test } from 'vitest';
import { openSandbox } from '../testing/open-sandbox.ts';
import type { FaultRule } from './fault-rule.ts';

describe('a fault after the task was created', () => {
  test.each<[FaultRule, number]>([
    [{ kind: 'server-error', on: 'submit', when: 'after' }, 500],
    [{ kind: 'html-error', on: 'submit', when: 'after' }, 502],
  ])('%o sends an error for a task that was paid', async (fault, httpStatus) => {
    const { sandbox, submit } = await openSandbox({ faults: [fault] });

    const response = await submit();

    expect(response.status).toBe(httpStatus);
    expect(sandbox.tasks()).toHaveLength(1);
    expect(sandbox.account().balance).toBe(9700);
  });

  test('can be a broken response body', async () => {
    const { sandbox, submit } = await openSandbox({
      faults: [{ kind: 'malformed-json', on: 'submit' }],
    });

    const response = await submit();

    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow(SyntaxError);
    expect(sandbox.tasks()).toHaveLength(1);
  });
});

describe('an unusual response about a task', () => {
  test('has an unknown status word', async () => {
    const { makeTask, read } = await openSandbox({
      faults: [{ kind: 'unknown-status', on: 'read', word: 'ON_HOLD' }],
    });
    const taskId = await makeTask();

    const words = [await read(taskId), await read(taskId)].map((response) => response.json());

    expect(await Promise.all(words)).toMatchObject([
      { data: { status: 'ON_HOLD' } },
      { data: { status: 'IN_PROGRESS' } },
    ]);
  });

  test('reports success without a link, n times, once the task has succeeded', async () => {
    const { sandbox, makeTask, read } = await openSandbox({
      faults: [{ kind: 'success-without-url', times: 2 }],
    });
    const taskId = await makeTask();
    await read(taskId);
    sandbox.finish(taskId);

    const responses = [await read(taskId), await read(taskId), await read(taskId)];
    const bodies = await Promise.all(responses.map((response) => response.json()));

    expect(bodies).toMatchObject(Array(3).fill({ data: { status: 'SUCCESS' } }));
    const hasLink = bodies.map((body) => JSON.stringify(body).includes('.mp4'));
    expect(hasLink).toEqual([false, false, true]);
  });
});
