import type { IWebhookFunctions } from 'n8n-workflow';

/** How many tasks a node keeps in mind; callbacks of one task come within minutes of one another. */
const mostRemembered = 500;

/** Those of this process, since n8n saves a node's data only after the callback. */
const claimed = new Set<string>();

/**
 * Claims a task for this node: true once, false ever after. Kept in the static data of the
 * workflow, which n8n saves right after each callback of an active workflow.
 */
export function claimTask(context: IWebhookFunctions, taskId: string): boolean {
  const memory = context.getWorkflowStaticData('node');
  const { finishedTaskIds } = memory;
  const seen = Array.isArray(finishedTaskIds) ? finishedTaskIds.map(String) : [];
  const claim = `${context.getMode()} ${context.getWorkflow().id} ${context.getNode().id} ${taskId}`;
  if (seen.includes(taskId) || claimed.has(claim)) return false;

  claimed.add(claim);
  const [oldest] = claimed;
  if (claimed.size > mostRemembered && oldest !== undefined) claimed.delete(oldest);
  memory.finishedTaskIds = [...seen, taskId].slice(-mostRemembered);
  return true;
}
