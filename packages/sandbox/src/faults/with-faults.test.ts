import { describe, expect, test } from 'vitest';
import { openSandbox } from '../testing/open-sandbox.ts';
import type { FaultRule } from './fault-rule.ts';

describe('a fault after the task was made', () => {
  test.each<[FaultRule, number]>([
    [{ kind: 'server-error', on: 'submit', when: 'after' }, 500],
    [{ kind: 'html-error', on: 'submit', when: 'after' }, 502],
  ])('%o answers an error for a task that was paid', async (fault, httpStatus) => {
    const { sandbox, submit } = await openSandbox({ faults: [fault] });

    const answer = await submit();

    expect(answer.status).toBe(httpStatus);
    expect(sandbox.tasks()).toHaveLength(1);
    expect(sandbox.ledger().balance).toBe(9700);
  });

  test('may be a garbled answer', async () => {
    const { sandbox, submit } = await openSandbox({
      faults: [{ kind: 'malformed-json', on: 'submit' }],
    });

    const answer = await submit();

    expect(answer.status).toBe(200);
    await expect(answer.json()).rejects.toThrow(SyntaxError);
    expect(sandbox.tasks()).toHaveLength(1);
  });
});

describe('a strange answer about a task', () => {
  test('has a status word that nobody knows', async () => {
    const { makeTask, read } = await openSandbox({
      faults: [{ kind: 'unknown-status', on: 'read', word: 'ON_HOLD' }],
    });
    const taskId = await makeTask();

    const words = [await read(taskId), await read(taskId)].map((answer) => answer.json());

    expect(await Promise.all(words)).toMatchObject([
      { data: { status: 'ON_HOLD' } },
      { data: { status: 'IN_PROGRESS' } },
    ]);
  });

  test('says success without a link, n times, once the task has succeeded', async () => {
    const { sandbox, makeTask, read } = await openSandbox({
      faults: [{ kind: 'success-without-url', times: 2 }],
    });
    const taskId = await makeTask();
    await read(taskId);
    sandbox.finish(taskId);

    const answers = [await read(taskId), await read(taskId), await read(taskId)];
    const bodies = await Promise.all(answers.map((answer) => answer.json()));

    expect(bodies).toMatchObject(Array(3).fill({ data: { status: 'SUCCESS' } }));
    const hasLink = bodies.map((body) => JSON.stringify(body).includes('.mp4'));
    expect(hasLink).toEqual([false, false, true]);
  });
});
