import type { IExecuteFunctions } from 'n8n-workflow';

/** The signal of Stop and of the workflow's timeout; n8n's Agents have none. */
export function cancelSignal(
  context: Partial<Pick<IExecuteFunctions, 'getExecutionCancelSignal'>>,
): AbortSignal | undefined {
  return context.getExecutionCancelSignal?.();
}

/** Time to report before n8n itself ends the execution, in seconds. */
const margin = 3;

/** The longest wait that the workflow's own timeout allows; n8n does not report when it started. */
export function clipToWorkflowTimeout(
  seconds: number,
  context: Partial<Pick<IExecuteFunctions, 'getWorkflowSettings'>>,
): number {
  const timeout = context.getWorkflowSettings?.().executionTimeout;
  if (timeout === undefined || timeout <= 0) return seconds;
  return Math.max(1, Math.min(seconds, timeout - margin));
}
