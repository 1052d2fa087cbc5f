import {
  approximateUsd,
  type Origin,
  type SucceededTask,
  type Task,
  type VideoRequest,
} from '@kling-automation/core';
import type { IDataObject } from 'n8n-workflow';

/** Writes what is known of a task for the next node: small and flat. */
export function taskJson(task: Task, taskId: string): IDataObject {
  const { credits, failure, progressPercent, resultUrls, status, statusWord, videoUrl } = task;
  return {
    taskId,
    status,
    ...(status === 'unknown' && statusWord !== undefined && { statusWord }),
    videoUrl: videoUrl ?? null,
    ...(resultUrls.length > 1 && { resultUrls: [...resultUrls] }),
    ...(credits !== undefined && { credits }),
    ...(progressPercent !== undefined && { progressPercent }),
    ...(status === 'failed' &&
      failure !== undefined && { reason: failure.message ?? failure.code }),
  };
}

/** Writes what was asked for, so the next node need not look back. */
export function requestJson({ aspectRatio, duration, mode, sound }: VideoRequest): IDataObject {
  return { mode, duration, ...(aspectRatio !== undefined && { aspectRatio }), sound };
}

/** Writes a price; dollars are approximate because the rate is. */
export function priceJson(credits: number, usdPerCredit: number | undefined): IDataObject {
  return { credits, approximateUsd: approximateUsd(credits, usdPerCredit) };
}

/**
 * Writes what this run paid for a video that costs so many credits: nothing for one that was
 * submitted before. So the sum over all runs is what was charged, which that of `credits` is not.
 */
export function newCreditsJson(credits: number, origin: Origin | undefined): IDataObject {
  return { newCredits: origin === 'rendered' ? credits : 0 };
}

/** The whole response of the API, beside the id that finds it again. */
export function rawJson(task: Task | SucceededTask, taskId: string): IDataObject {
  return { taskId, raw: toPlain(task.raw) };
}

/** Responses are JSON, so they are plain data already; undefined is not. */
function toPlain(value: unknown): IDataObject | string | null {
  if (typeof value === 'object' && value !== null) return { ...value };
  return value === undefined || value === null ? null : String(value);
}

/** What to do with a task that is still running, in words for people and agents alike. */
export function nextStep(taskId: string): string {
  return `The video is still being rendered and is already paid. Do not submit it again: use Task > Wait or Task > Get with task ID ${taskId}.`;
}
