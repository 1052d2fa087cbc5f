import type { IExecuteFunctions } from 'n8n-workflow';

/** What of n8n's context leaves traces of a task. */
type TracingContext = Partial<Pick<IExecuteFunctions, 'customData' | 'sendMessageToUI'>> &
  Pick<IExecuteFunctions, 'logger' | 'getNode'>;

/** n8n keeps ten values an execution; one is the credits, and two are left to the user. */
const mostValues = 7;

/** n8n cuts longer values. */
const longestValue = 500;

const prefix = 'klingTaskId';

const creditsKey = 'klingCredits';

/** A task, and what is reported of it. */
export interface TaskTrace {
  readonly taskId: string;
  /** How the sentence goes on that begins with the task's id. */
  readonly message: string;
  /** What it cost, when it was paid just now. */
  readonly newCredits?: number | undefined;
}

/**
 * Writes down a task the moment it is paid: in the execution's own data (which n8n saves on Stop
 * too, and by which executions can be searched), in n8n's log (which survives even a kill) and, in
 * the editor, on the page. The execution's data also has what it has paid in all.
 */
export function traceTask(context: TracingContext, trace: TaskTrace): void {
  const { newCredits = 0, message, taskId } = trace;
  const text = `Kling task ${taskId} ${message}`;
  attempt(() => context.logger.info(text, { node: context.getNode().name }));
  attempt(() => context.sendMessageToUI?.(text));
  attempt(() => keepTaskId(context, taskId));
  if (newCredits > 0) attempt(() => addCredits(context, newCredits));
}

/** Over all Kling nodes of the execution. */
function addCredits({ customData }: TracingContext, credits: number): void {
  const before = Number(customData?.get(creditsKey) ?? 0) || 0;
  customData?.set(creditsKey, String(before + credits));
}

function keepTaskId({ customData }: TracingContext, taskId: string): void {
  if (customData === undefined) return;
  const all = Object.entries(customData.getAll());
  const ours = all.filter(([key]) => key.startsWith(prefix));
  if (ours.some(([, value]) => value.split(', ').includes(taskId))) return;

  if (ours.length < mostValues) {
    customData.set(ours.length === 0 ? prefix : `${prefix}${ours.length + 1}`, taskId);
    return;
  }
  const roomy = ours.find(([, value]) => value.length + taskId.length + 2 <= longestValue);
  if (roomy !== undefined) customData.set(roomy[0], `${roomy[1]}, ${taskId}`);
}

/** A trace that cannot be left must not lose the video that is paid. */
function attempt(leave: () => void): void {
  try {
    leave();
  } catch {
    // The other traces remain.
  }
}
