import type { IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

/** An agent's host stops a tool after a minute or so; the answer must come before. */
export const longestToolWaitSeconds = 45;

/** A submission without an answer may be paid, and that is told before an MCP client gives up. */
export const longestToolSubmissionSeconds = 55;

/** Whether an AI agent or an MCP client runs this node; n8n derives such nodes with this ending. */
export function isTool(context: Pick<IExecuteFunctions, 'getNode'>): boolean {
  return context.getNode().type.endsWith('Tool');
}

/**
 * Puts all words of an error into its message. From a worker of queue mode an MCP client hears
 * nothing else, and a model that does not hear that it may have paid asks for the same again.
 */
export function tellInMessage(error: NodeOperationError): NodeOperationError {
  const { description, message } = error;
  if (description) error.message = `${message.replace(/\.$/, '')}. ${description}`;
  return error;
}
