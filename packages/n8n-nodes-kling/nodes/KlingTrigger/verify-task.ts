import { type Client, isFinal, type NamedTask, type Task } from '@kling-automation/core';

/** A callback may be a moment ahead of what the API itself reports, in seconds. */
const maxCatchUpSeconds = 5;

/**
 * What the API reports of a task that a callback names:
 * - `ended`: the task has ended, and this is how.
 * - `running`: it has not ended, and the callback does not claim that it has.
 * - `unverified`: the API cannot be asked, knows no such task, or does not yet report the end that
 *   the callback claims. The callback is worth being sent again.
 */
export type Verification =
  | { readonly kind: 'ended'; readonly task: Task; readonly taskId: string }
  | { readonly kind: 'running' }
  | { readonly kind: 'unverified'; readonly error: unknown };

/** Reads a task that a callback names; what the callback claims is not believed. Never throws. */
export async function verifyTask(
  client: Pick<Client, 'read' | 'wait'>,
  { id: taskId, status: claimed }: NamedTask,
): Promise<Verification> {
  const claimsEnd = claimed !== 'queued' && claimed !== 'running';
  try {
    const first = await client.read(taskId);
    if (isWhole(first)) return { kind: 'ended', task: first, taskId };
    if (!claimsEnd && !isFinal(first.status)) return { kind: 'running' };
    // Still running, or succeeded without its link.
    await client
      .wait(taskId, { deadlineSeconds: maxCatchUpSeconds, targetLagSeconds: 0.5 })
      .catch(() => undefined);
    const last = await client.read(taskId);
    if (isFinal(last.status)) return { kind: 'ended', task: last, taskId };
    throw new Error(`The API reports that task ${taskId} has not ended yet.`);
  } catch (error) {
    return { kind: 'unverified', error };
  }
}

function isWhole({ status, videoUrl }: Task): boolean {
  return isFinal(status) && (status !== 'succeeded' || videoUrl !== undefined);
}
