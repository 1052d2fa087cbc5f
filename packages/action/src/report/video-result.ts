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
  /** Whether the task itself ended without a video, so that there is nothing to go on with. */
  readonly isTaskOver?: boolean | undefined;
  /** Whether an earlier run has paid, so that this one does not. */
  readonly isPaidBefore?: boolean | undefined;
  /** Credits the task took, as far as it is known. */
  readonly credits?: number | undefined;
  readonly videoUrl?: string | undefined;
  /** The file, once it is whole. */
  readonly file?: { readonly bytes: number; readonly sha256: string } | undefined;
  /** The release asset, once it is there. */
  readonly assetUrl?: string | undefined;
}

/** Whether a task is paid for and its video is not here yet: the case for resuming it. */
export function isLeftBehind({ file, isTaskOver = false, taskId }: VideoResult): boolean {
  return taskId !== undefined && file === undefined && !isTaskOver;
}

/**
 * What the video took in this run: the API's figure, else the price table's once there is a task.
 * Failed tasks are counted, since nobody promises that they are refunded.
 */
export function spentCredits({ credits, isPaidBefore, plan, taskId }: VideoResult): number {
  if (isPaidBefore === true || taskId === undefined) return 0;
  return credits ?? plan.credits;
}
