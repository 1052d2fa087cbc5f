import type { IExecuteFunctions } from 'n8n-workflow';

/** An agent's host stops a tool after a minute or so; the answer must come before. */
export const longestToolWaitSeconds = 45;

/** Whether an AI agent or an MCP client runs this node; n8n derives such nodes with this ending. */
export function isTool(context: Pick<IExecuteFunctions, 'getNode'>): boolean {
  return context.getNode().type.endsWith('Tool');
}
