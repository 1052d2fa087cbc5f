import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { cancelSignal } from '../../host/cancellation.ts';
import { rawJson, taskJson } from '../../output/video-json.ts';
import { readRunSettings } from '../../settings.ts';
import type { Operation } from '../operation.ts';
import { forEachTask } from './for-each-task.ts';

/** Task > Get: reads each task once. */
export const get = {
  name: 'Get',
  action: 'Get task',
  description: 'Read the status of a task once',
  execute: readTasks,
} satisfies Operation;

async function readTasks(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
  const settings = readRunSettings(context);
  return forEachTask(context, settings, async ({ client }, taskId, itemIndex) => {
    const task = await client.read(taskId, { signal: cancelSignal(context) });
    const json = settings.output === 'raw' ? rawJson(task, taskId) : taskJson(task, taskId);
    return { json, pairedItem: { item: itemIndex } };
  });
}
