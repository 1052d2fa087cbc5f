import type { TaskFacts } from '../envelopes/envelope.ts';
import type { Fault } from '../faults/fault-rule.ts';
import type { World } from '../world.ts';
import { failureAt, progressPercentAt, statusAt, type TaskRecord } from './task.ts';

/** Gathers what there is to say of a task now; a fault may twist it. */
export function describeTask(world: World, task: TaskRecord, fault?: Fault): TaskFacts {
  const nowMilliseconds = world.clock.now();
  const status = statusAt(task, nowMilliseconds);
  const showsUrl = status === 'succeeded' && fault?.kind !== 'success-without-url';
  return {
    id: task.id,
    requestId: `req_${task.ordinal}`,
    origin: world.origin,
    status,
    strangeWord: fault?.kind === 'unknown-status' ? fault.word : undefined,
    sent: task.sent,
    videoUrl: showsUrl ? world.links.write(task) : null,
    credits: task.credits,
    progressPercent: progressPercentAt(task, nowMilliseconds),
    failure: failureAt(task, nowMilliseconds),
    createdMilliseconds: task.createdMilliseconds,
    finishedMilliseconds: nowMilliseconds < task.endMilliseconds ? null : task.endMilliseconds,
  };
}
