import { describe, expect, test } from 'vitest';
import { openSandbox } from '../testing/open-sandbox.ts';

describe('a broken connection', () => {
  test.each([
    { when: 'before', taskCount: 0 },
    { when: 'after', taskCount: 1 },
  ] as const)('happens $when the task is created', async ({ when, taskCount }) => {
    const { sandbox, submit } = await openSandbox({
      faults: [{ kind: 'reset', on: 'submit', when }],
    });

    await expect(submit()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });

    expect(sandbox.tasks()).toHaveLength(taskCount);
    expect(sandbox.requests()).toMatchObject([{ status: null, fault: 'reset' }]);
  });

  test('cuts a body short of its announced length', async () => {
    const { makeTask, read } = await openSandbox({
      faults: [{ kind: 'truncated-body', on: 'read' }],
    });

    const response = await read(await makeTask());

    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100);
    await expect(response.text()).rejects.toThrow('terminated');
  });
});

describe('a slow server', () => {
  test.each([
    { when: 'before', taskCount: 0 },
    { when: 'after', taskCount: 1 },
  ] as const)('hangs $when the task is created, and serves other requests', async (row) => {
    const { sandbox, submit, lineMatching } = await openSandbox({
      faults: [{ kind: 'hang', on: 'submit', when: row.when }],
    });

    const cutOff = expect(submit()).rejects.toThrow('fetch failed');
    await lineMatching(/^fault hang/);
    const other = await submit();
    await sandbox.close();

    expect(other.status).toBe(200);
    await cutOff;
    expect(sandbox.tasks()).toHaveLength(row.taskCount + 1);
  });

  test('responds late', async () => {
    const { clock, submit, read, lineMatching } = await openSandbox({
      faults: [{ kind: 'slow', on: 'submit', delayMilliseconds: 4000 }],
    });
    const events: string[] = [];

    const late = submit().then((response) => events.push(`responded ${response.status}`));
    await lineMatching(/^fault slow/);
    clock.advance(3999);
    await read('another request, from start to end');
    events.push('4 s passed');
    clock.advance(1);
    await late;

    expect(events).toEqual(['4 s passed', 'responded 200']);
  });
});
