import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** What the node can do: how the panel shows it, and what it does with all items at once. */
export interface Operation {
  readonly name: string;
  /** In the list of actions, where nodes are chosen. */
  readonly action: string;
  readonly description: string;
  execute(context: IExecuteFunctions): Promise<INodeExecutionData[]>;
}
