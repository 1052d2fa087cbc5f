import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseCallback } from './callback.ts';

const task = { task_id: 'task_1', status: 'SUCCESS', video_url: 'https://cdn.example.com/a.mp4' };
const json = JSON.stringify(task);
const envelope = { code: 200, message: 'success', data: task };

describe('The body of a callback', () => {
  test.each([
    ['flat', task],
    ['flat, as text', json],
    ['in an envelope', envelope],
    ['in an envelope, as text', JSON.stringify(envelope)],
    ['in a list', [task]],
    ['in a list in an envelope', { ...envelope, data: [task] }],
    ['as a payload', { payload: task }],
    ['as a payload with an envelope', { payload: envelope }],
    ['as JSON text in a payload', { payload: json }],
    ['as JSON text in data', { event: 'task.completed', data: json }],
    ['as an event', { event: task }],
    ['as the object of an event', { id: 'evt_1', type: 'task.completed', data: { object: task } }],
    ['as the task of an event', { id: 'evt_1', payload: { id: 'pay_1', task } }],
    ['as a body within a body', { headers: {}, body: { body: json } }],
    ['as a list of tasks', { tasks: [task] }],
    ['as fields of a form', `${new URLSearchParams(task)}`],
    ['as JSON in a field of a form', `${new URLSearchParams({ id: '7', payload: json })}`],
    ['as JSON in a field of a form that was parsed', { payload: json }],
  ])('names its task %s', (_where, body) => {
    expect(parseCallback(body)).toMatchObject([
      { id: 'task_1', status: 'succeeded', videoUrl: 'https://cdn.example.com/a.mp4' },
    ]);
  });

  test('names each task of a list', () => {
    const other = { ...task, task_id: 'task_2' };

    const ids = [
      [task, other],
      { code: 200, data: [task, other] },
      { tasks: [task, {}, other] },
    ].map((body) => parseCallback(body).map(({ id }) => id));

    expect(ids).toEqual([
      ['task_1', 'task_2'],
      ['task_1', 'task_2'],
      ['task_1', 'task_2'],
    ]);
  });

  test('keeps what its envelope has', () => {
    const body = { code: 501, msg: 'Task failed', data: { taskId: 't1', state: 'fail' } };

    expect(parseCallback(body)).toMatchObject([
      { id: 't1', status: 'failed', failure: { code: '501', message: 'Task failed' } },
    ]);
  });

  test('may name the task by a lone id', () => {
    expect(
      parseCallback({ id: 'task_1', status: 'completed', result: { id: 'vid_1' } }),
    ).toMatchObject([{ id: 'task_1', status: 'succeeded' }]);
  });

  test('keeps all digits of a numeric id', () => {
    expect(parseCallback('{"task_id":860000000000000001}')).toMatchObject([
      { id: '860000000000000001' },
    ]);
  });

  test.each([
    '',
    'hello',
    'a b=c',
    '=',
    '<html>task_id=1</html>',
    '{"task_id":',
    '[]',
    'null',
    {},
    [],
    null,
    undefined,
    5,
    { status: 'SUCCESS' },
    { payload: { payload: { payload: { payload: { payload: task } } } } },
  ])('names no task: %j', (body) => {
    expect(parseCallback(body)).toEqual([]);
  });

  test('names a hundred tasks at most', () => {
    const list = Array.from({ length: 150 }, () => task);

    expect(parseCallback(list)).toHaveLength(100);
    expect(parseCallback({ payload: list, event: list })).toHaveLength(100);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.json(), fc.anything(), fc.string()), (body) => {
        expect(parseCallback(body).every(({ id }) => id.trim() !== '')).toBe(true);
      }),
    );
  });
});
