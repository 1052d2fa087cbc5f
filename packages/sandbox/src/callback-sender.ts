import type { Backend } from './backend.ts';
import { writeTaskBody } from './envelopes/response-body.ts';
import { describeTask } from './store/describe-task.ts';
import { statusAt, type TaskRecord } from './store/task.ts';

/** Sends callbacks: one POST of the body of a task query when the task ends, without a retry. */
export interface CallbackSender {
  /** Schedules the callbacks of a new task. */
  schedule(backend: Backend, task: TaskRecord): void;
  /** Sends the callback at once, because the task was ended by hand. */
  sendNow(backend: Backend, task: TaskRecord): void;
  close(): void;
}

export function createCallbackSender(): CallbackSender {
  const cancels = new Map<string, readonly (() => void)[]>();
  const closing = new AbortController();
  return {
    schedule(backend, task) {
      if (task.request.callback_url === undefined) return;
      cancels.set(task.id, [
        scheduleAt(backend, task.startMilliseconds, () => sendEarly(backend, task, closing.signal)),
        scheduleAt(backend, task.endMilliseconds, () => sendAtEnd(backend, task, closing.signal)),
      ]);
    },
    sendNow(backend, task) {
      for (const cancel of cancels.get(task.id) ?? []) cancel();
      if (task.request.callback_url !== undefined) sendAtEnd(backend, task, closing.signal);
    },
    close() {
      for (const cancel of [...cancels.values()].flat()) cancel();
      closing.abort();
    },
  };
}

const timeoutMilliseconds = 5000;

function scheduleAt({ clock }: Backend, atMilliseconds: number, action: () => void): () => void {
  const isNever = atMilliseconds === Number.POSITIVE_INFINITY;
  return isNever ? () => {} : clock.schedule(Math.max(0, atMilliseconds - clock.now()), action);
}

function sendEarly(backend: Backend, task: TaskRecord, signal: AbortSignal): void {
  const fault = backend.faults.take('callback', { isEarly: true });
  if (fault?.kind === 'callback-early') void sendOnce(backend, task, signal);
}

function sendAtEnd(backend: Backend, task: TaskRecord, signal: AbortSignal): void {
  const fault = backend.faults.take('callback', { isEarly: false });
  if (fault !== undefined) backend.log(`fault ${fault.kind} on the callback of ${task.id}`);
  if (fault?.kind === 'callback-lost') return;
  void sendOnce(backend, task, signal);
  if (fault?.kind === 'callback-twice') void sendOnce(backend, task, signal);
}

async function sendOnce(backend: Backend, task: TaskRecord, closing: AbortSignal): Promise<void> {
  const url = task.request.callback_url;
  if (url === undefined) return;
  const nowMilliseconds = backend.clock.now();
  const taskStatus = statusAt(task, nowMilliseconds);
  const note = (httpStatus: number | null, error: string | null) => {
    const at = new Date(nowMilliseconds).toISOString();
    task.deliveries.push({ at, url, taskStatus, httpStatus, error });
    const ordinal = task.deliveries.length;
    backend.log(`callback ${ordinal} of ${task.id}, ${taskStatus}: ${httpStatus ?? error}`);
  };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(writeTaskBody(backend.envelope, describeTask(backend, task))),
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(timeoutMilliseconds)]),
    });
    await response.body?.cancel();
    note(response.status, null);
  } catch (error) {
    note(null, describeFailure(error));
  }
}

/** `fetch` puts the reason, such as a refused connection, into the cause. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
