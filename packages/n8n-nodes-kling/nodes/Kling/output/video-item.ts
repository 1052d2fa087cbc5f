import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { issueText } from '../host/issue-text.ts';
import type { Outcome } from '../operations/video/render-videos.ts';
import type { VideoItem } from '../request/video-items.ts';
import type { RunSettings } from '../settings.ts';
import { nextStep, priceJson, rawJson, requestJson, taskJson } from './video-json.ts';

type OutputSettings = Pick<RunSettings, 'output' | 'usdPerCredit'>;

/** Writes a video that is ready. */
export function finishedItem(
  item: VideoItem,
  outcome: Extract<Outcome, { kind: 'finished' }>,
  settings: OutputSettings,
): INodeExecutionData {
  const { credits, origin, task } = outcome;
  const simplified = {
    ...taskJson(task, task.id),
    ...priceJson(credits, settings.usdPerCredit),
    ...requestJson(item.request),
    origin,
    ...warningsJson(item),
  };
  const json = settings.output === 'raw' ? rawJson(task, task.id) : simplified;
  return { json, pairedItem: { item: item.itemIndex } };
}

/** Writes a video that is paid and still at work. */
export function runningItem(
  item: VideoItem,
  { isAwaited, taskId }: { readonly taskId: string; readonly isAwaited: boolean },
  credits: number,
  settings: OutputSettings,
): INodeExecutionData {
  const json: IDataObject = {
    taskId,
    status: isAwaited ? 'running' : 'submitted',
    videoUrl: null,
    ...priceJson(credits, settings.usdPerCredit),
    ...requestJson(item.request),
    next: nextStep(taskId),
    ...warningsJson(item),
  };
  return { json, pairedItem: { item: item.itemIndex } };
}

/** Puts a downloaded video beside the json of its item. */
export function withBinary(
  item: INodeExecutionData,
  field: string,
  binary: IBinaryData,
): INodeExecutionData {
  return { ...item, binary: { [field]: binary } };
}

function warningsJson({ warnings }: VideoItem): IDataObject {
  return warnings.length === 0 ? {} : { warnings: warnings.map(issueText) };
}
