import { answerError, answerJson } from '../answers.ts';
import { writeTask } from '../envelopes/write-answer.ts';
import type { Exchange } from '../exchange.ts';
import type { Scene } from '../faults/fault-plan.ts';
import type { Fault } from '../faults/fault-rule.ts';
import { describeTask } from '../store/describe-task.ts';
import { statusAt } from '../store/task.ts';
import type { World } from '../world.ts';

/** GET /api/v1/tasks/{id}: tells how far a task is; a pure reading of the clock. */
export function createTaskAnswerer(world: World) {
  return (exchange: Exchange, fault?: Fault): Response => {
    const task = findTask(world, exchange);
    if (task === undefined) {
      return answerError(world.envelope, {
        httpStatus: 404,
        message: 'Task not found',
        type: 'not_found_error',
      });
    }
    return answerJson(writeTask(world.envelope, describeTask(world, task, fault)));
  };
}

/** Some faults wait for a task that has succeeded. */
export function observeTask(world: World) {
  return (exchange: Exchange): Scene => {
    const task = findTask(world, exchange);
    return { taskStatus: task && statusAt(task, world.clock.now()) };
  };
}

function findTask(world: World, exchange: Exchange) {
  return world.tasks.find(exchange.req.param('id') ?? '');
}
