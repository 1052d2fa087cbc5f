import type { ActiveFault } from './faults/fault-plan.ts';
import type { FaultRule } from './faults/fault-rule.ts';
import { type Ledger, readLedger } from './store/ledger.ts';
import type { RecordedRequest } from './store/request-log.ts';
import type { Ending, Failure } from './store/task.ts';
import { type SandboxTask, viewTask } from './store/view-task.ts';
import type { World } from './world.ts';

/** What may be seen and done from outside the API: by tests, by the control routes, by the page. */
export interface Controls {
  /** Oldest first. */
  tasks(): readonly SandboxTask[];
  ledger(): Ledger;
  /** The requests to the API and the media host, oldest first; not those of the page. */
  requests(): readonly RecordedRequest[];
  /** The faults that are yet to strike. */
  faults(): readonly ActiveFault[];
  /** Scripts a fault from now on. @throws {ZodError} when the rule is unknown or misspelt. */
  inject(rule: FaultRule): void;
  clearFaults(): void;
  /** Lets a task succeed now. @throws {Error} when it is unknown or has ended. */
  finish(taskId: string): void;
  /** Lets a task fail now, with a refund. @throws {Error} when it is unknown or has ended. */
  fail(taskId: string, failure?: Failure): void;
}

export function createControls(world: World): Controls {
  const end = (taskId: string, ending: Ending) =>
    world.callbacks.hasten(world, world.tasks.end(taskId, ending));
  return {
    tasks: () => world.tasks.list().map((task) => viewTask(world, task)),
    ledger: () => readLedger(world.openingCredits, world.tasks.list(), world.clock.now()),
    requests: () => world.requests.list(),
    faults: () => world.faults.list(),
    inject: (rule) => world.faults.add(rule),
    clearFaults: () => world.faults.clear(),
    finish: (taskId) => end(taskId, { status: 'succeeded' }),
    fail: (taskId, failure = plainFailure) => end(taskId, { status: 'failed', ...failure }),
  };
}

const plainFailure: Failure = { code: 500, message: 'Video generation failed' };
