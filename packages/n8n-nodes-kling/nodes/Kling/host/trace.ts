import type { IExecuteFunctions } from 'n8n-workflow';

/** What of n8n's context leaves traces of a task. */
type TracingContext = Partial<Pick<IExecuteFunctions, 'customData' | 'sendMessageToUI'>> &
  Pick<IExecuteFunctions, 'logger' | 'getNode'>;

/** n8n keeps ten values an execution; two are left to the user. */
const mostValues = 8;

/** n8n cuts longer values. */
const longestValue = 500;

const prefix = 'klingTaskId';

/**
 * Writes down a task the moment it is paid: in the execution's own data (which n8n saves on Stop
 * too, and by which executions can be searched), in n8n's log (which survives even a kill) and, in
 * the editor, on the page.
 */
export function traceTask(context: TracingContext, taskId: string, story: string): void {
  const text = `Kling task ${taskId} ${story}`;
  tell(() => context.logger.info(text, { node: context.getNode().name }));
  tell(() => context.sendMessageToUI?.(text));
  tell(() => keepTaskId(context, taskId));
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
function tell(leave: () => void): void {
  try {
    leave();
  } catch {
    // The other traces still stand.
  }
}
