import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readRunSettings } from '../../settings.ts';
import { runVideos } from './run-videos.ts';
import { writeItems } from './write-items.ts';

/** Video > Submit: pays, and returns the task ids at once. */
export async function submit(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
  const settings = readRunSettings(context);
  const run = await runVideos(context, { settings, waitPolicy: 'not' });
  return writeItems(context, run, { ...settings, download: false });
}
