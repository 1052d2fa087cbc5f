import type { IRunExecutionData } from 'n8n-workflow';

/**
 * Reads n8n's own record of the execution, which its contexts have and its types do not name.
 * Undefined where a version has it elsewhere: then nothing is parked. Seen in n8n-core 2.8 to 2.41.
 */
export function readRunExecutionData(context: object): IRunExecutionData | undefined {
  const execution: unknown = Reflect.get(context, 'runExecutionData');
  return isExecution(execution) ? execution : undefined;
}

function isExecution(value: unknown): value is IRunExecutionData {
  return typeof value === 'object' && value !== null && 'resultData' in value;
}
