import type { GenerationRequest } from '../validation/fields.ts';

/** What the sandbox stores about a task. Its status is not stored: it depends on the time. */
export interface TaskRecord {
  readonly id: string;
  readonly ordinal: number;
  /** The body as it was sent, for responses that echo it. */
  readonly sent: unknown;
  readonly request: GenerationRequest;
  readonly credits: number;
  readonly createdMilliseconds: number;
  readonly startMilliseconds: number;
  /** `Infinity` when the task never ends. */
  endMilliseconds: number;
  ending: Ending;
  readonly deliveries: CallbackDelivery[];
  /** Signatures of media URLs that no longer work, with the HTTP status that they get. */
  readonly revokedSignatures: Map<string, number>;
}

export type Ending =
  | { readonly status: 'succeeded' }
  | ({ readonly status: 'failed' | 'cancelled' } & Failure);

export interface Failure {
  readonly code: number | string;
  readonly message: string;
}

export type TaskStatus = 'queued' | 'running' | Ending['status'];

export interface CallbackDelivery {
  /** ISO 8601. */
  readonly at: string;
  readonly url: string;
  /** The status word of the body that was sent. */
  readonly taskStatus: TaskStatus;
  /** The status of the receiver's response; null when no response arrived. */
  readonly httpStatus: number | null;
  readonly error: string | null;
}

export function statusAt(task: TaskRecord, nowMilliseconds: number): TaskStatus {
  if (nowMilliseconds >= task.endMilliseconds) return task.ending.status;
  return nowMilliseconds >= task.startMilliseconds ? 'running' : 'queued';
}

/** The share of the run time that has passed, 0 to 100; a task that never ends stays at 50. */
export function progressPercentAt(task: TaskRecord, nowMilliseconds: number): number {
  if (nowMilliseconds >= task.endMilliseconds) return 100;
  if (nowMilliseconds < task.startMilliseconds) return 0;
  if (task.endMilliseconds === Number.POSITIVE_INFINITY) return 50;
  const passed = nowMilliseconds - task.startMilliseconds;
  return Math.floor((100 * passed) / (task.endMilliseconds - task.startMilliseconds));
}

/** Why the task ended badly, once it has. */
export function failureAt(task: TaskRecord, nowMilliseconds: number): Failure | null {
  const { ending, endMilliseconds } = task;
  if (nowMilliseconds < endMilliseconds || ending.status === 'succeeded') return null;
  return { code: ending.code, message: ending.message };
}
