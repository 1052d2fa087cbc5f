import type { Backend } from './backend.ts';
import type { ActiveFault } from './faults/fault-plan.ts';
import type { FaultRule } from './faults/fault-rule.ts';
import { type Account, readAccount } from './store/account.ts';
import type { RecordedRequest } from './store/request-log.ts';
import type { Ending, Failure } from './store/task.ts';
import { type SandboxTask, viewTask } from './store/view-task.ts';

/** Reads and changes a sandbox from outside the API: for tests, the admin routes and the page. */
export interface SandboxAdmin {
  /** Oldest first. */
  tasks(): readonly SandboxTask[];
  /** The balance, with its debits and refunds. */
  account(): Account;
  /** The requests to the API and the media host, oldest first; not those of the page. */
  requests(): readonly RecordedRequest[];
  /** The faults that are still to be applied. */
  faults(): readonly ActiveFault[];
  /** Adds a fault. @throws {ZodError} when the rule is unknown or misspelt. */
  inject(rule: FaultRule): void;
  clearFaults(): void;
  /** Makes a task succeed now. @throws {Error} when it is unknown or has ended. */
  finish(taskId: string): void;
  /** Makes a task fail now, with a refund. @throws {Error} when it is unknown or has ended. */
  fail(taskId: string, failure?: Failure): void;
}

export function createSandboxAdmin(backend: Backend): SandboxAdmin {
  const end = (taskId: string, ending: Ending) =>
    backend.callbacks.sendNow(backend, backend.tasks.end(taskId, ending));
  return {
    tasks: () => backend.tasks.list().map((task) => viewTask(backend, task)),
    account: () => readAccount(backend.openingCredits, backend.tasks.list(), backend.clock.now()),
    requests: () => backend.requests.list(),
    faults: () => backend.faults.list(),
    inject: (rule) => backend.faults.add(rule),
    clearFaults: () => backend.faults.clear(),
    finish: (taskId) => end(taskId, { status: 'succeeded' }),
    fail: (taskId, failure = plainFailure) => end(taskId, { status: 'failed', ...failure }),
  };
}

const plainFailure: Failure = { code: 500, message: 'Video generation failed' };
