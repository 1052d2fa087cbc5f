import {
  type Client,
  type Clock,
  isError,
  type PollEvent,
  type SucceededTask,
  VideoApiError,
  type WaitOptions,
} from '@kling-automation/core';

/** A task that was submitted a moment ago may not be known everywhere yet, in milliseconds. */
const secondLookMilliseconds = 1000;

/**
 * Waits for a task that someone names, so nothing proves yet that it exists. An id that the API does
 * not know is reported after a second look, not after a minute; and nothing is called paid that was
 * never seen.
 *
 * @throws {TaskNotFoundError} when the API knows no such task.
 * @throws {VideoApiError} `deadline-exceeded`, when the task was running, or could not be read once.
 * @throws what `client.wait` throws.
 */
export function waitForTask(
  { client, clock }: { readonly client: Pick<Client, 'read' | 'wait'>; readonly clock: Clock },
  taskId: string,
  options: Pick<WaitOptions, 'targetLagSeconds' | 'signal'> & { readonly deadlineSeconds: number },
): Promise<SucceededTask> {
  const { deadlineSeconds, signal } = options;
  const unknown = new AbortController();
  let isSeen = false;
  let lastError: VideoApiError | undefined;
  const onPoll = ({ error, task }: PollEvent) => {
    isSeen ||= task !== undefined;
    lastError = error;
    if (!isSeen && isError(error, 'task-not-found')) unknown.abort();
  };
  const lookAgain = async () => {
    await clock.sleep(secondLookMilliseconds, signal);
    await client.read(taskId, { signal });
    return client.wait(taskId, options);
  };
  const stops = [unknown.signal, ...(signal === undefined ? [] : [signal])];
  const waiting = client.wait(taskId, { ...options, onPoll, signal: AbortSignal.any(stops) });
  return waiting.catch((error: unknown) => {
    if (unknown.signal.aborted && signal?.aborted !== true) return lookAgain();
    if (isSeen || lastError === undefined || !isError(error, 'deadline-exceeded')) throw error;
    throw unreadable(taskId, deadlineSeconds, lastError);
  });
}

function unreadable(taskId: string, deadlineSeconds: number, cause: VideoApiError): VideoApiError {
  const message = `Task ${taskId} could not be read for ${Math.round(deadlineSeconds)} s, so its status is not known. ${cause.message}`;
  const facts = { taskId, mayHaveBeenCharged: true, retryable: true, cause };
  return new VideoApiError('deadline-exceeded', message, facts);
}
