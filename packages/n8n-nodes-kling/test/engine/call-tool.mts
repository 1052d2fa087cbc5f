import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import { type IDataObject, type INode, Workflow } from 'n8n-workflow';
import { createAdditionalData } from './additional-data.mts';
import { nodeTypes } from './node-types.mts';
import { aNode, workflowData } from './run-workflow.mts';

/** What a test sets about the tool and how it is called. */
export interface ToolCall {
  readonly baseUrl: string;
  readonly parameters: IDataObject;
  /** Settings of the tool's node, such as `retryOnFail`. */
  readonly node?: Partial<INode>;
  /** How often it is called at the same moment, in one execution. @default 1 */
  readonly atOnce?: number;
}

/**
 * Calls the node as n8n's MCP Server Trigger and its agents before version 3 do: as a tool of
 * another node, in that one's run, and without an id of the call. Returns what the caller got.
 */
export async function callTool(options: ToolCall): Promise<readonly unknown[]> {
  const workflow = createWorkflow(options);
  const additionalData = createAdditionalData(options);
  additionalData.hooks = new ExecutionLifecycleHooks('webhook', '1', workflowData(workflow));
  const startNode = workflow.getNode('Caller') ?? undefined;
  const execute = new WorkflowExecute(additionalData, 'webhook');
  const run = await execute.run({ workflow, ...(startNode !== undefined && { startNode }) });
  const { error, runData } = run.data.resultData;
  if (error !== undefined) throw error;
  const items = runData.Caller?.at(-1)?.data?.main?.[0] ?? [];
  return items.map(({ json }) => json.result);
}

function createWorkflow({ atOnce = 1, node = {}, parameters }: ToolCall): Workflow {
  return new Workflow({
    id: 'workflow-1',
    name: 'Tool',
    active: true,
    nodes: [
      aNode('Caller', 'caller', { atOnce }),
      {
        ...aNode('Kling', '@kling-automation/n8n-nodes-kling.klingTool', parameters),
        credentials: { apiInOneApi: { id: '1', name: 'API in One' } },
        ...node,
      },
    ],
    connections: { Kling: { ai_tool: [[{ node: 'Caller', type: 'ai_tool', index: 0 }]] } },
    nodeTypes,
    settings: { executionOrder: 'v1' },
  });
}
