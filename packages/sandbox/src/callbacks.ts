import { writeTask } from './envelopes/write-answer.ts';
import { describeTask } from './store/describe-task.ts';
import { statusAt, type TaskRecord } from './store/task.ts';
import type { CallbackDesk, World } from './world.ts';

export function createCallbackDesk(): CallbackDesk {
  const cancels = new Map<string, readonly (() => void)[]>();
  const closing = new AbortController();
  return {
    plan(world, task) {
      if (task.request.callback_url === undefined) return;
      cancels.set(task.id, [
        scheduleAt(world, task.startMilliseconds, () => deliverEarly(world, task, closing.signal)),
        scheduleAt(world, task.endMilliseconds, () => deliverAtEnd(world, task, closing.signal)),
      ]);
    },
    hasten(world, task) {
      for (const cancel of cancels.get(task.id) ?? []) cancel();
      if (task.request.callback_url !== undefined) deliverAtEnd(world, task, closing.signal);
    },
    close() {
      for (const cancel of [...cancels.values()].flat()) cancel();
      closing.abort();
    },
  };
}

const timeoutMilliseconds = 5000;

function scheduleAt({ clock }: World, atMilliseconds: number, action: () => void): () => void {
  const isNever = atMilliseconds === Number.POSITIVE_INFINITY;
  return isNever ? () => {} : clock.schedule(Math.max(0, atMilliseconds - clock.now()), action);
}

function deliverEarly(world: World, task: TaskRecord, signal: AbortSignal): void {
  const fault = world.faults.take('callback', { isEarly: true });
  if (fault?.kind === 'callback-early') void deliverOnce(world, task, signal);
}

function deliverAtEnd(world: World, task: TaskRecord, signal: AbortSignal): void {
  const fault = world.faults.take('callback', { isEarly: false });
  if (fault !== undefined) world.log(`fault ${fault.kind} on the callback of ${task.id}`);
  if (fault?.kind === 'callback-lost') return;
  void deliverOnce(world, task, signal);
  if (fault?.kind === 'callback-twice') void deliverOnce(world, task, signal);
}

async function deliverOnce(world: World, task: TaskRecord, closing: AbortSignal): Promise<void> {
  const url = task.request.callback_url;
  if (url === undefined) return;
  const nowMilliseconds = world.clock.now();
  const taskStatus = statusAt(task, nowMilliseconds);
  const note = (httpStatus: number | null, error: string | null) => {
    const at = new Date(nowMilliseconds).toISOString();
    task.deliveries.push({ at, url, taskStatus, httpStatus, error });
    const ordinal = task.deliveries.length;
    world.log(`callback ${ordinal} of ${task.id}, ${taskStatus}: ${httpStatus ?? error}`);
  };
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(writeTask(world.envelope, describeTask(world, task))),
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(timeoutMilliseconds)]),
    });
    await answer.body?.cancel();
    note(answer.status, null);
  } catch (error) {
    note(null, describeFailure(error));
  }
}

/** `fetch` hides the reason, such as a refused connection, in the cause. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
