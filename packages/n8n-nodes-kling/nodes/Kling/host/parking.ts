import {
  type IExecuteData,
  type IExecuteFunctions,
  type IWebhookFunctions,
  NodeHelpers,
} from 'n8n-workflow';
import { readRunExecutionData } from './n8n-internals/run-execution-data.ts';
import { readStartNode } from './n8n-internals/start-node.ts';

/** What n8n keeps of a node beyond the end of its run; it is saved with a parked execution. */
export type NodeMemory = ReturnType<IExecuteFunctions['getContext']>;

/** Puts an execution away in n8n's database, so no worker is busy while videos are rendered. */
export interface Parking {
  readonly memory: NodeMemory;
  /**
   * Puts the execution away; when it is woken, by the time or by its webhook, the node runs once
   * more over the items that it has now. The last thing a node may do before it returns: what it
   * returns is shown while the execution is parked.
   */
  park(until: Date): Promise<void>;
}

/**
 * Opens the parking of an execution; undefined where there is none: for tools, in n8n's Agents, and
 * in an n8n that keeps its stack elsewhere.
 *
 * n8n does not run a parked node again. Woken by the time it switches the node off and passes on
 * what had come in; woken by its webhook it passes on what that gave. So the entry that n8n will
 * pass on is left empty, which makes it drop out, and below it the node is put on the stack again.
 * In the database the empty entry is one of another node: a retry with the saved workflow makes all
 * entries of one name the same node, and n8n would switch off both.
 */
export function openParking(context: IExecuteFunctions): Parking | undefined {
  const stack = readRunExecutionData(context)?.executionData?.nodeExecutionStack;
  if (!Array.isArray(stack) || !canWait(context)) return undefined;
  return {
    memory: context.getContext('node'),
    async park(until) {
      const entry = context.getExecuteData();
      stack.unshift(entryToRun(entry));
      entry.data = { main: [] };
      // A copy, because n8n switches this one off; one that may give out nothing.
      entry.node = { ...entry.node, alwaysOutputData: false };
      const node = { ...(readStartNode(context) ?? entry.node), alwaysOutputData: false };
      // Until it is written n8n takes the entry for the node that has just run.
      Object.defineProperty(entry, 'toJSON', {
        value: () => ({ ...entry, node }),
        // A try that could not be put away is followed by another one.
        configurable: true,
      });
      await context.putExecutionToWait(until);
    },
  };
}

/** The memory of a parked node, as its webhook sees it; undefined where n8n does not show it. */
export function readParkedMemory(context: IWebhookFunctions): NodeMemory | undefined {
  const execution = readRunExecutionData(context);
  return execution && NodeHelpers.getContext(execution, 'node', context.getNode());
}

/** What a webhook responds to let the parked node run: not nothing, but no output. */
export const wakeUp: never[] = [];

function entryToRun({ data, node, runIndex, source }: IExecuteData): IExecuteData {
  return { data, node, source, ...(runIndex !== undefined && { runIndex }) };
}

function canWait(context: Partial<IExecuteFunctions> & IExecuteFunctions): boolean {
  const wait: unknown = context.putExecutionToWait;
  return typeof wait === 'function' && Boolean(context.getExecutionId());
}
