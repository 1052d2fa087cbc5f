import type { PlannedVideo } from '../plan/planned-video.ts';

/**
 * How far a video got. `submitted` is on its way: the task exists and is paid. `reused` was paid
 * and finished before, `resumed` only paid.
 */
export type VideoStatus =
  | 'planned'
  | 'submitted'
  | 'rendered'
  | 'resumed'
  | 'reused'
  | 'failed'
  | 'cancelled';

/** One video and what became of it. */
export interface VideoResult {
  readonly plan: PlannedVideo;
  readonly status: VideoStatus;
  readonly taskId?: string | undefined;
  /** Whether the task itself ended without a video, so there is nothing to resume. */
  readonly isTaskOver?: boolean | undefined;
  /** Whether an earlier run has paid, so this one does not. */
  readonly isAlreadyPaid?: boolean | undefined;
  /** Credits the task took, as far as it is known. */
  readonly credits?: number | undefined;
  readonly videoUrl?: string | undefined;
  /** The file, once it is whole. */
  readonly file?: { readonly bytes: number; readonly sha256: string } | undefined;
  /** The release asset, once it is there. */
  readonly assetUrl?: string | undefined;
}

/** Whether a task is paid for and its video is not here yet: the case for resuming it. */
export function isUnfinished({ file, isTaskOver = false, taskId }: VideoResult): boolean {
  return taskId !== undefined && file === undefined && !isTaskOver;
}

/**
 * What the video took in this run: the API's figure, else the price table's once there is a task.
 * Failed tasks are counted, because refunds are not documented.
 */
export function spentCredits({ credits, isAlreadyPaid, plan, taskId }: VideoResult): number {
  if (isAlreadyPaid === true || taskId === undefined) return 0;
  return credits ?? plan.credits;
}
