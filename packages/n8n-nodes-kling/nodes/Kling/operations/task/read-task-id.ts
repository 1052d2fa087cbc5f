import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

/**
 * Reads the task id of an item: as it is, or out of the link of a task or of its video.
 *
 * @throws {NodeOperationError} when there is none.
 */
export function readTaskId(
  context: Pick<IExecuteFunctions, 'getNode' | 'getNodeParameter'>,
  itemIndex: number,
): string {
  const value: unknown = context.getNodeParameter('taskId', itemIndex, '');
  const text = typeof value === 'object' ? '' : String(value).trim();
  const taskId = /^https?:\/\//i.test(text) ? findTaskId(text) : text;
  if (taskId !== undefined && taskId !== '') return taskId;
  const what = text === '' ? 'Task ID is empty' : 'Task ID is a link without a task ID in it';
  throw new NodeOperationError(context.getNode(), `[item ${itemIndex}] ${what}`, {
    description: 'Use the ID that Generate or Submit returned as taskId.',
    itemIndex,
  });
}

/** What follows `/tasks/`, or a part of the path that looks like the ids of API in One. */
function findTaskId(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const parts = new URL(link).pathname.split('/').map(decode);
  const afterTasks = parts[parts.lastIndexOf('tasks') + 1];
  if (parts.includes('tasks') && afterTasks !== undefined) return afterTasks;
  return parts.flatMap((part) => usualId.exec(part)?.[0] ?? []).at(-1);
}

/** As documented: `n41xxxx_kling3`. */
const usualId = /^[a-z0-9]+_kling-?3(?![a-z0-9])/i;

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
