import type { Backend } from '../backend.ts';
import type { TaskFacts } from '../envelopes/envelope.ts';
import type { Fault } from '../faults/fault-rule.ts';
import { failureAt, progressPercentAt, statusAt, type TaskRecord } from './task.ts';

/** Collects the facts about a task as they are now; a fault may change them. */
export function describeTask(backend: Backend, task: TaskRecord, fault?: Fault): TaskFacts {
  const nowMilliseconds = backend.clock.now();
  const status = statusAt(task, nowMilliseconds);
  const showsUrl = status === 'succeeded' && fault?.kind !== 'success-without-url';
  return {
    id: task.id,
    requestId: `req_${task.ordinal}`,
    baseUrl: backend.baseUrl,
    status,
    unknownWord: fault?.kind === 'unknown-status' ? fault.word : undefined,
    sent: task.sent,
    videoUrl: showsUrl ? backend.links.write(task) : null,
    credits: task.credits,
    progressPercent: progressPercentAt(task, nowMilliseconds),
    failure: failureAt(task, nowMilliseconds),
    createdMilliseconds: task.createdMilliseconds,
    finishedMilliseconds: nowMilliseconds < task.endMilliseconds ? null : task.endMilliseconds,
  };
}
