import { describe, expect, test } from 'vitest';

import { findNamedTaskId, findTaskId } from './find-task-id.ts';
import { parseTask } from './task.ts';

describe('The id of a task', () => {
  test.each([
    { data: { id: 'task_1', data: { task_id: 'relayed' } }, task_id: 'outer' },
    { data: { status: 'SUCCESS', data: { id: 'vid_1' } }, task_id: 'task_1' },
    { data: { data: { task_id: 'task_1' } }, id: 'req_1' },
    { output: { task_id: 'task_1' }, request_id: 'req_1' },
    { id: 'task_1', output: { task_id: 'upstream' } },
    { code: 1000, data: { taskNo: 'task_1' } },
    { generation_id: 'task_1', status: 'completed' },
    { data: { job_id: 'task_1' } },
    { id: 'task_1', data: { job_id: 'job_1' } },
  ])('is task_1 in %j', (response) => {
    expect(findTaskId(response)).toBe('task_1');
  });

  test('may be a number that JavaScript cannot hold, and then has all its digits', () => {
    expect(parseTask('{"data":{"task_id":860000000000000001}}').id).toBe('860000000000000001');
    expect(parseTask('{"data":{"task_id":860000000000000000}}').id).toBe('860000000000000000');
  });

  test('beside an error is never a lone id at the top level', () => {
    expect(findNamedTaskId({ id: 'req_1', error: 'Slow' })).toBeUndefined();
    expect(findNamedTaskId({ id: 'req_1', error: 'Slow', data: { id: 'task_1' } })).toBe('task_1');
    expect(findNamedTaskId({ id: 'req_1', error: 'Slow', taskId: 'task_1' })).toBe('task_1');
  });
});
