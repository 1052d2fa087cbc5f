import { redact } from '../errors/redaction.ts';
import { TransportError, UnexpectedResponseError } from '../errors/response-errors.ts';
import { parseRetryAfter } from '../instant.ts';
import type { Clock, Transport } from '../ports.ts';
import { parseTask, type Task } from '../task/task.ts';
import type { RateGate } from './rate-gate.ts';
import { responseError } from './response-error.ts';
import { sendWithin } from './send-within.ts';

/** A poll that takes longer is given up, in milliseconds; the next one may fare better. */
export const longestPoll = 15_000;

/** Reads a task once. See {@link Client.read}. */
export async function readTask(
  ports: { readonly clock: Clock; readonly transport: Transport; readonly gate: RateGate },
  taskId: string,
  limits: { readonly milliseconds: number; readonly signal?: AbortSignal | undefined },
): Promise<Task & { readonly id: string }> {
  const { clock, gate } = ports;
  const path = `/api/v1/tasks/${encodeURIComponent(taskId)}`;
  const response = await sendWithin(ports, { method: 'GET', path }, limits).catch((error) => {
    throw error instanceof TransportError ? naming(taskId, error) : error;
  });

  const task = parseTask(response.body);
  const isSuccess = response.status >= 200 && response.status < 300;
  if (isSuccess && task.statusWord !== undefined) {
    gate.reset();
    return { ...task, id: taskId };
  }
  if (isSuccess && task.failure?.code === undefined) {
    const what = `The API's answer about task ${taskId} could not be understood.`;
    throw new UnexpectedResponseError({ what, excerpt: redact(response.body), taskId });
  }
  const error = responseError({ response, failure: task.failure, now: clock.now(), taskId });
  const retryAfter = parseRetryAfter(response.headers['retry-after'], clock.now());
  if (error.code === 'rate-limited' || retryAfter !== undefined) gate.close(retryAfter);
  throw error;
}

function naming(taskId: string, { cause, mayHaveArrived, message }: TransportError) {
  return new TransportError({ what: message, mayHaveArrived, taskId, cause });
}
