import type { SandboxClock } from '../clock.ts';
import { priceInCredits } from '../credits.ts';
import { drawRunTime } from '../run-time.ts';
import type { GenerationRequest } from '../validation/fields.ts';
import { planEnding } from './prompt-marks.ts';
import type { Ending, TaskRecord } from './task.ts';

export interface TaskStore {
  create(request: GenerationRequest, sent: unknown): TaskRecord;
  find(taskId: string): TaskRecord | undefined;
  /** Oldest first. */
  list(): readonly TaskRecord[];
  /** Ends a task now, whatever was planned. @throws {Error} when it is unknown or has ended. */
  end(taskId: string, ending: Ending): TaskRecord;
}

export function createTaskStore(options: TaskStoreOptions): TaskStore {
  const tasks = new Map<string, TaskRecord>();
  return {
    create(request, sent) {
      const task = planTask(options, tasks.size + 1, request, sent);
      tasks.set(task.id, task);
      return task;
    },
    find: (taskId) => tasks.get(taskId),
    list: () => [...tasks.values()],
    end(taskId, ending) {
      const task = tasks.get(taskId);
      if (task === undefined) throw new Error(`There is no task "${taskId}" in this sandbox.`);
      const nowMilliseconds = options.clock.now();
      if (nowMilliseconds >= task.endMilliseconds) {
        throw new Error(`Task "${taskId}" has ended already, as ${task.ending.status}.`);
      }
      task.endMilliseconds = nowMilliseconds;
      task.ending = ending;
      return task;
    },
  };
}

export interface TaskStoreOptions {
  readonly clock: SandboxClock;
  readonly seed: number;
  readonly speed: number;
  readonly writeTaskId: (ordinal: number) => string;
}

function planTask(
  { clock, seed, speed, writeTaskId }: TaskStoreOptions,
  ordinal: number,
  request: GenerationRequest,
  sent: unknown,
): TaskRecord {
  const createdMilliseconds = clock.now();
  const { queuedSeconds, totalSeconds } = drawRunTime(seed, ordinal);
  const { ending, neverEnds } = planEnding(request);
  const after = (seconds: number) => createdMilliseconds + (seconds * 1000) / speed;
  return {
    id: writeTaskId(ordinal),
    ordinal,
    sent,
    request,
    credits: priceInCredits(request),
    createdMilliseconds,
    startMilliseconds: after(queuedSeconds),
    endMilliseconds: neverEnds ? Number.POSITIVE_INFINITY : after(totalSeconds),
    ending,
    deliveries: [],
    revokedSignatures: new Map(),
  };
}
