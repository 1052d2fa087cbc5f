import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readRunSettings } from '../../settings.ts';
import type { Operation } from '../operation.ts';
import { runVideos } from './run-videos.ts';
import { writeItems } from './write-items.ts';

/** Video > Submit: pays, and returns the task ids at once. */
export const submit = {
  name: 'Submit',
  action: 'Submit video',
  description: 'Submit a video and return its task ID at once',
  execute: submitVideos,
} satisfies Operation;

async function submitVideos(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
  const settings = readRunSettings(context);
  const run = await runVideos(context, { settings, waitPolicy: 'not' });
  return writeItems(context, run, { ...settings, download: false });
}
