import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { readResumeUrl } from './resume-url.ts';
import { readRunExecutionData } from './run-execution-data.ts';

type ExecutionContext = Partial<
  Pick<
    IExecuteFunctions,
    'evaluateExpression' | 'getExecutionContext' | 'getExecutionDataById' | 'getExecutionId'
  >
> &
  Partial<Pick<IExecuteFunctions, 'getWorkflow'>>;

/** An execution that calls itself has a parent without end. */
const maxParents = 20;

/**
 * Names the execution at the top of all calls of sub-workflows; undefined where there is none, as in
 * n8n's Agents. The name stays the same over tries, turns, both Retries of the editor, and a
 * restart, which the id of an execution does not.
 *
 * It comes from the resume token, which lets people wake the execution, so it is hashed. Seen in n8n
 * 2.16 to 2.41; without a token the start of the execution takes its place.
 *
 * @throws when n8n cannot read a parent: to guess could pay twice.
 */
export async function readRootExecution(context: ExecutionContext): Promise<string | undefined> {
  let name = readResumeToken(context) ?? describeStart(context);
  let parentId = idOf(
    attempt(() => context.getExecutionContext?.()?.parentExecutionId) ??
      readRunExecutionData(context)?.parentExecution?.executionId,
  );
  for (let parents = 0; parentId !== undefined && parents < maxParents; parents += 1) {
    // n8n takes a missing id for that of the first execution it has, so only an id gets here.
    const parent = await context.getExecutionDataById?.(parentId);
    name = parent?.resumeToken ?? `execution ${parentId}`;
    parentId = idOf(
      parent?.parentExecution?.executionId ?? parent?.executionData?.runtimeData?.parentExecutionId,
    );
  }
  return name && createHash('sha256').update(name).digest('hex');
}

/** Whether n8n has a record of the execution; calls over MCP have none. */
export function isRecorded(context: Partial<Pick<IExecuteFunctions, 'getExecutionId'>>): boolean {
  const id = idOf(attempt(() => context.getExecutionId?.()));
  return id !== undefined && id !== '__UNKNOWN__';
}

function readResumeToken(context: ExecutionContext): string | undefined {
  return (
    readResumeUrl(context)?.searchParams.get('signature') ||
    readRunExecutionData(context)?.resumeToken
  );
}

/** The same in each try and Retry, as long as two executions do not begin in one millisecond. */
function describeStart(context: ExecutionContext): string | undefined {
  const start = attempt(() => context.getExecutionContext?.());
  const workflowId = attempt(() => context.getWorkflow?.().id);
  if (start?.establishedAt === undefined) return undefined;
  return JSON.stringify([workflowId, start.establishedAt, start.triggerNode?.name]);
}

function idOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** n8n's Agents have some of these functions and throw in each. */
function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
