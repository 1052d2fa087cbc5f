import type { Backend } from '../backend.ts';
import { writeTaskBody } from '../envelopes/response-body.ts';
import { createErrorResponse } from '../error-response.ts';
import type { RequestFacts } from '../faults/fault-plan.ts';
import type { Fault } from '../faults/fault-rule.ts';
import { createJsonResponse } from '../json-response.ts';
import type { RequestContext } from '../request-context.ts';
import { describeTask } from '../store/describe-task.ts';
import { statusAt } from '../store/task.ts';

/** GET /api/v1/tasks/{id}: the state of a task, which depends on the clock only. */
export function createTaskHandler(backend: Backend) {
  return (context: RequestContext, fault?: Fault): Response => {
    const task = findTask(backend, context);
    if (task === undefined) {
      return createErrorResponse(backend.envelope, {
        httpStatus: 404,
        message: 'Task not found',
        type: 'not_found_error',
      });
    }
    return createJsonResponse(writeTaskBody(backend.envelope, describeTask(backend, task, fault)));
  };
}

/** Some faults wait for a task that has succeeded. */
export function observeTask(backend: Backend) {
  return (context: RequestContext): RequestFacts => {
    const task = findTask(backend, context);
    return { taskStatus: task && statusAt(task, backend.clock.now()) };
  };
}

function findTask(backend: Backend, context: RequestContext) {
  return backend.tasks.find(context.req.param('id') ?? '');
}
