import { apiInOneReference } from './credential.ts';
import type { WorkflowNode } from './workflow.ts';

type Parameters = Readonly<Record<string, unknown>>;

/** The node under test; its settings (retryOnFail, onError, …) are next to its parameters. */
export function klingNode(parameters: Parameters, settings: NodeSettings = {}): WorkflowNode {
  return {
    ...node(settings.name ?? 'Kling', '@kling-automation/n8n-nodes-kling.kling', 1, parameters),
    credentials: { apiInOneApi: { ...apiInOneReference } },
    ...settings,
  };
}

export interface NodeSettings {
  readonly name?: string;
  readonly retryOnFail?: boolean;
  readonly maxTries?: number;
  readonly waitBetweenTries?: number;
  readonly onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
}

/** The same as a tool, for agents and MCP. */
export function klingTool(parameters: Parameters, name: string): WorkflowNode {
  return {
    ...node(name, '@kling-automation/n8n-nodes-kling.klingTool', 1, parameters),
    credentials: { apiInOneApi: { ...apiInOneReference } },
  };
}

export function klingTriggerNode(parameters: Parameters, webhookId: string): WorkflowNode {
  return {
    ...node('Kling Trigger', '@kling-automation/n8n-nodes-kling.klingTrigger', 1, parameters),
    credentials: { apiInOneApi: { ...apiInOneReference } },
    webhookId,
  };
}

export function manualTrigger(): WorkflowNode {
  return node('Start', 'n8n-nodes-base.manualTrigger', 1, {});
}

export function webhookTrigger(path: string, parameters: Parameters = {}): WorkflowNode {
  return {
    ...node('Webhook', 'n8n-nodes-base.webhook', 2, { path, httpMethod: 'POST', ...parameters }),
    webhookId: path,
  };
}

/** Offers the tools that are connected to it, at `/mcp/PATH`. */
export function mcpTrigger(path: string): WorkflowNode {
  return {
    ...node('MCP', '@n8n/n8n-nodes-langchain.mcpTrigger', 2.1, { path }),
    webhookId: path,
  };
}

/** Gives these items to the next node. */
export function itemsNode(items: readonly Parameters[]): WorkflowNode {
  return node('Items', 'n8n-nodes-base.code', 2, {
    jsCode: `return ${JSON.stringify(items.map((json) => ({ json })))};`,
  });
}

export function node(
  name: string,
  type: string,
  typeVersion: number,
  parameters: Parameters,
): WorkflowNode {
  return {
    id: name.toLowerCase().replaceAll(' ', '-'),
    name,
    type,
    typeVersion,
    position: [0, 0],
    parameters: { ...parameters },
  };
}
