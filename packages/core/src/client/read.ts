import { TransportError, UnexpectedAnswerError } from '../errors/answer.ts';
import { parseRetryAfter } from '../instant.ts';
import type { Clock, Transport } from '../ports.ts';
import { redact } from '../redaction.ts';
import { parseTask, type Task } from '../task/task.ts';
import { exchangeWithin } from './exchange.ts';
import type { RateGate } from './rate-gate.ts';
import { refusal } from './refusal.ts';

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
  const answer = await exchangeWithin(ports, { method: 'GET', path }, limits).catch((error) => {
    throw error instanceof TransportError ? naming(taskId, error) : error;
  });

  const task = parseTask(answer.body);
  const isSuccess = answer.status >= 200 && answer.status < 300;
  if (isSuccess && task.statusWord !== undefined) {
    gate.reset();
    return { ...task, id: taskId };
  }
  if (isSuccess && task.fault?.code === undefined) {
    const what = `The API's answer about task ${taskId} could not be understood.`;
    throw new UnexpectedAnswerError({ what, excerpt: redact(answer.body), taskId });
  }
  const error = refusal({ answer, fault: task.fault, now: clock.now(), taskId });
  const retryAfter = parseRetryAfter(answer.headers['retry-after'], clock.now());
  if (error.code === 'rate-limited' || retryAfter !== undefined) gate.close(retryAfter);
  throw error;
}

function naming(taskId: string, { cause, mayHaveArrived, message }: TransportError) {
  return new TransportError({ what: message, mayHaveArrived, taskId, cause });
}
