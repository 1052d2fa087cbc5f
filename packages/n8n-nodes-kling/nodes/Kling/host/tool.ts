import type { IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

/** An agent's host stops a tool after a minute or so; the result must come before. */
export const longestToolWaitSeconds = 45;

/** A submission without a response may be paid, and that is reported before an MCP client gives up. */
export const longestToolSubmissionSeconds = 55;

/** Whether an AI agent or an MCP client runs this node; n8n derives such nodes with this ending. */
export function isTool(context: Pick<IExecuteFunctions, 'getNode'>): boolean {
  return context.getNode().type.endsWith('Tool');
}

/**
 * Puts the description of an error into its message, too. From a worker of queue mode an MCP client
 * gets nothing else, and a model that does not know that it may have paid asks for the same again.
 */
export function putAllInMessage(error: NodeOperationError): NodeOperationError {
  const { description, message } = error;
  if (description) error.message = `${message.replace(/\.$/, '')}. ${description}`;
  return error;
}
