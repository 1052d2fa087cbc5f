import type { IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';
import { readRunExecutionData } from './run-execution-data.ts';

type ParkingContext = Pick<IExecuteFunctions, 'getMode' | 'getNode'> &
  Partial<Pick<IExecuteFunctions, 'getExecutionContext' | 'getParentNodes'>>;

/** How executions begin that n8n resumes by itself. A command ends with its process, for one. */
const modes: ReadonlySet<WorkflowExecuteMode> = new Set([
  'error',
  'manual',
  'retry',
  'trigger',
  'webhook',
]);

/**
 * Whether nobody waits for the end of this execution, so it can be put away: not a sub-workflow,
 * whose caller goes on or is retried, and not a workflow that responds with what it has made. Seen in
 * n8n 2.8 to 2.41; where n8n does not show it, an execution is not put away.
 */
export function mayPark(context: ParkingContext): boolean {
  return modes.has(context.getMode()) && !hasCaller(context) && !isResponding(context);
}

function hasCaller(context: ParkingContext): boolean {
  try {
    const parent = context.getExecutionContext?.()?.parentExecutionId;
    return Boolean(parent ?? readRunExecutionData(context)?.parentExecution?.executionId);
  } catch {
    return true;
  }
}

function isResponding(context: ParkingContext): boolean {
  const { getParentNodes } = context;
  if (typeof getParentNodes !== 'function') return true;
  const parents = context.getParentNodes?.(context.getNode().name, { includeNodeParameters: true });
  return parents?.some(({ parameters, type }) => responds(type, parameters)) ?? true;
}

/** Webhooks and forms have the mode as a parameter; a chat responds with the end as a rule. */
function responds(type: string, parameters: object | undefined): boolean {
  if (/\.chatTrigger$/i.test(type)) return true;
  const mode: unknown = Reflect.get(parameters ?? {}, 'responseMode');
  return mode !== undefined && mode !== 'onReceived';
}
