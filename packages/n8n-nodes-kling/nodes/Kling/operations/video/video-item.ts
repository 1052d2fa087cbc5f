import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { issueText } from '../../host/failure/issue-text.ts';
import {
  newCreditsJson,
  nextStep,
  priceJson,
  rawJson,
  requestJson,
  taskJson,
} from '../../output/video-json.ts';
import type { VideoItem } from '../../request/video-items.ts';
import type { RunSettings } from '../../settings.ts';
import type { Outcome } from './outcome.ts';

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
    ...newCreditsJson(credits, origin),
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
  outcome: Pick<Extract<Outcome, { kind: 'running' }>, 'isAwaited' | 'origin' | 'taskId'>,
  credits: number,
  settings: OutputSettings,
): INodeExecutionData {
  const { isAwaited, origin, taskId } = outcome;
  const json: IDataObject = {
    taskId,
    status: isAwaited ? 'running' : 'submitted',
    videoUrl: null,
    ...priceJson(credits, settings.usdPerCredit),
    ...newCreditsJson(credits, origin),
    ...requestJson(item.request),
    next: nextStep(taskId),
    ...warningsJson(item),
  };
  return { json, pairedItem: { item: item.itemIndex } };
}

function warningsJson({ warnings }: VideoItem): IDataObject {
  return warnings.length === 0 ? {} : { warnings: warnings.map(issueText) };
}
