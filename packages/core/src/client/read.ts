import { TaskNotFoundError } from '../errors/after-submission.ts';
import { TransportError, UnexpectedResponseError } from '../errors/response-errors.ts';
import type { VideoApiError } from '../errors/video-api-error.ts';
import type { Clock, Transport } from '../ports.ts';
import { evaluatePoll } from '../response/evaluate-poll.ts';
import { responseError } from '../response/response-error.ts';
import { readFacts } from '../response/response-facts.ts';
import type { Task } from '../task/task.ts';
import { taskPath } from '../task/task-path.ts';
import type { RateGate } from './rate-gate.ts';
import type { TimeLimits } from './run-within.ts';
import { sendWithin } from './send-within.ts';

/** Longest time for one poll, in milliseconds: a slower one is given up, the next may fare better. */
export const maxPollMilliseconds = 15_000;

/** A task that was read by its id. */
export interface ReadTask extends Task {
  readonly id: string;
}

/** What one status request brought: the task, or why it could not be read. */
export type PollResult =
  | { readonly task: ReadTask; readonly body: string; readonly error?: undefined }
  | {
      readonly task?: undefined;
      readonly error: VideoApiError;
      /** What the failure means for a wait; see `PollVerdict`. */
      readonly meaning: 'key refused' | 'doubtful' | 'passing';
    };

/**
 * Reads a task once and evaluates the response. Resolves whatever the response is.
 *
 * @throws the signal's reason, untouched, when it aborts.
 */
export async function pollTask(
  ports: { readonly clock: Clock; readonly transport: Transport; readonly gate: RateGate },
  taskId: string,
  limits: TimeLimits,
): Promise<PollResult> {
  const { clock, gate } = ports;
  const path = taskPath(taskId);
  if (path === undefined) return { error: new TaskNotFoundError({ taskId }), meaning: 'doubtful' };
  const sent = await sendWithin(ports, { method: 'GET', path }, limits).catch((error: unknown) => {
    if (error instanceof TransportError) return naming(taskId, error);
    throw error;
  });
  if (sent instanceof TransportError) return { error: sent, meaning: 'passing' };

  const facts = readFacts(sent, clock.now());
  const verdict = evaluatePoll(facts, taskId);
  const { failureClass, retryAfterMilliseconds, task } = facts;
  const asksForPause = failureClass === 'rate' || facts.statusGroup === '429';
  if (asksForPause || retryAfterMilliseconds !== undefined) gate.close(retryAfterMilliseconds);
  switch (verdict) {
    case 'ended':
    case 'running':
      gate.reset();
      return { task: { ...task, id: taskId }, body: sent.body };
    case 'other task':
      return { error: otherTask(taskId, sent.body), meaning: 'passing' };
    case 'key refused':
    case 'doubtful':
    case 'passing':
      return { error: responseError(facts, { taskId }), meaning: verdict };
  }
}

function naming(taskId: string, { cause, mayHaveArrived, message }: TransportError) {
  return new TransportError({ what: message, mayHaveArrived, taskId, cause });
}

function otherTask(taskId: string, body: string): UnexpectedResponseError {
  const what = `The response to a request about task ${taskId} is about another task and was ignored.`;
  return new UnexpectedResponseError({ what, excerpt: body, taskId });
}
