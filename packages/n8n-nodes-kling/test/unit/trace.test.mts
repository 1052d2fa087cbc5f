import { expect, test } from 'vitest';
import { traceTask } from '../../nodes/Kling/host/trace.ts';

function createContext(broken = false) {
  const values: Record<string, string> = {};
  const lines: string[] = [];
  const context = {
    values,
    lines,
    customData: {
      set: (key: string, value: string) => {
        if (broken) throw new Error('full');
        values[key] = value;
      },
      get: (key: string) => values[key],
      getAll: () => ({ ...values }),
    },
    logger: { info: (text: string) => lines.push(text) },
    getNode: () => ({ name: 'Kling' }),
  };
  return context;
}

// The context of n8n has a hundred members; a trace uses these.
const trace = (context: object, taskId: string, newCredits?: number) =>
  traceTask(context as Parameters<typeof traceTask>[0], {
    taskId,
    message: 'was submitted.',
    newCredits,
  });

test('each task gets a key of its own as long as n8n has room', () => {
  const context = createContext();

  for (const taskId of ['a', 'b', 'b']) trace(context, taskId);

  expect(context.values).toEqual({ klingTaskId: 'a', klingTaskId2: 'b' });
});

test('no task is left out of two hundred, in at most seven keys of what n8n keeps', () => {
  const context = createContext();
  const taskIds = Array.from({ length: 200 }, (_, index) => `n41${index}_k3`);

  for (const taskId of taskIds) trace(context, taskId);

  expect(Object.keys(context.values)).toHaveLength(7);
  expect(Math.max(...Object.values(context.values).map(({ length }) => length))).toBeLessThan(512);
  expect(Object.values(context.values).join(', ').split(', ').sort()).toEqual(taskIds.sort());
});

test('the credits of an execution are added up', () => {
  const context = createContext();

  trace(context, 'a', 120);
  trace(context, 'b', 300);
  trace(context, 'c');

  expect(context.values).toMatchObject({ klingCredits: '420' });
});

test('goes to the log even when n8n takes no data', () => {
  const context = createContext(true);

  trace(context, 'n41');

  expect(context.lines).toEqual(['Kling task n41 was submitted.']);
});
