import { type Client, isError, taskFailure } from '@kling-automation/core';
import type { Log } from '../runner/log.ts';
import type { ChooseTask } from './remembered-entry.ts';

/**
 * Asks the API which of several tasks of one submission to wait for, and reports the others once:
 * they may have been charged too.
 *
 * @param client undefined if nothing may be sent.
 */
export function createTaskChooser(client: Pick<Client, 'read'> | undefined, log: Log): ChooseTask {
  const choices = new Map<string, Promise<string>>();

  const rank = async (taskId: string): Promise<number> => {
    if (client === undefined) return 0;
    try {
      const task = await client.read(taskId);
      if (task.status === 'succeeded') return 0;
      return taskFailure(task, taskId) === undefined ? 1 : 3;
    } catch (error) {
      return isError(error, 'task-not-found') ? 3 : 2;
    }
  };
  const choose = async (taskIds: readonly string[]): Promise<string> => {
    const ranked = await Promise.all(
      taskIds.map(async (taskId) => ({ taskId, rank: await rank(taskId) })),
    );
    const [best, ...others] = ranked.toSorted((one, other) => one.rank - other.rank);
    if (best === undefined) throw new Error('There is no task to choose from.');
    const ids = others.map(({ taskId }) => taskId).join(', ');
    log.warning(
      `One submission has several tasks: ${best.taskId} is used, and ${ids} may have been charged too.`,
    );
    return best.taskId;
  };
  return (_key, taskIds) => {
    const id = taskIds.join(' ');
    const choice = choices.get(id) ?? choose(taskIds);
    choices.set(id, choice);
    return choice;
  };
}
