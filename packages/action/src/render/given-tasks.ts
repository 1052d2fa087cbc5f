import {
  adoptTask,
  type Client,
  type Clock,
  InvalidRequestError,
  type Ledger,
  overruleUnknown,
  requestIssue,
} from '@kling-automation/core';
import { noTask } from '../plan/existing-videos.ts';
import type { Log } from '../runner/log.ts';
import type { Item } from './delivery.ts';

/** What entering tasks into the ledger needs. */
export interface GivenTaskPorts {
  readonly client: Pick<Client, 'read'>;
  readonly clock: Clock;
  readonly ledger: Ledger;
  /** In milliseconds since 1970. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/**
 * Enters the tasks that a person gave into the ledger, each once the API has shown it. `none`
 * makes a submission payable again whose outcome is unknown; it changes nothing else.
 *
 * @returns the items that may be rendered; the others have failed.
 */
export async function enterGivenTasks(
  items: readonly Item[],
  ports: GivenTaskPorts,
  fail: (item: Item, error: unknown) => void,
): Promise<readonly Item[]> {
  const entered = await Promise.all(
    items.map(async (item) => {
      try {
        await enterGivenTask(item, ports);
        return item;
      } catch (error) {
        fail(item, error);
        return undefined;
      }
    }),
  );
  return entered.filter((item) => item !== undefined);
}

async function enterGivenTask({ plan }: Item, ports: GivenTaskPorts): Promise<void> {
  const { key, request, taskId } = plan;
  if (taskId === undefined) return;
  if (taskId === noTask) {
    await overruleUnknown(key, ports);
    return;
  }
  const adoption = await adoptTask({ key, request, taskId, isTrusted: true }, ports);
  if (adoption.outcome === 'second') {
    const { knownTaskId } = adoption;
    ports.log.warning(
      `Task ${taskId} was not used: this video already has task ${knownTaskId}. Task ${taskId} may have been charged too.`,
    );
  }
  if (adoption.outcome === 'other video') {
    const message = `Task ${taskId} was made by another request: its prompt, image or settings differ. Check the id. Nothing was submitted.`;
    throw new InvalidRequestError([requestIssue(['task-id'], message)]);
  }
}
