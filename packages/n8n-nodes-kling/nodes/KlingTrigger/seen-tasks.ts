import type { IWebhookFunctions } from 'n8n-workflow';

/** How many tasks a node remembers; callbacks of one task come within minutes of one another. */
const maxRemembered = 500;

/** Those of this process, because n8n saves a node's data only after the callback. */
const claimed = new Set<string>();

/**
 * Claims a task for this node: true once, false from then on. Kept in the static data of the
 * workflow, which n8n saves right after each callback of an active workflow.
 *
 * In the editor each test event counts: n8n listens for one event, and a second test with the same
 * task would wait in vain.
 */
export function claimTask(context: IWebhookFunctions, taskId: string): boolean {
  if (context.getMode() === 'manual') return true;
  const memory = context.getWorkflowStaticData('node');
  const { finishedTaskIds } = memory;
  const seen = Array.isArray(finishedTaskIds) ? finishedTaskIds.map(String) : [];
  const claim = `${context.getWorkflow().id} ${context.getNode().id} ${taskId}`;
  if (seen.includes(taskId) || claimed.has(claim)) return false;

  claimed.add(claim);
  const [oldest] = claimed;
  if (claimed.size > maxRemembered && oldest !== undefined) claimed.delete(oldest);
  memory.finishedTaskIds = [...seen, taskId].slice(-maxRemembered);
  return true;
}
