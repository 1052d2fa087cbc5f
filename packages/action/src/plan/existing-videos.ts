import type { LedgerEntry } from '@kling-automation/core';
import type { Memory } from '../memory/memory.ts';
import type { ReleaseStore } from '../release/release-store.ts';
import type { Log } from '../runner/log.ts';
import { type FinishedVideo, findFinishedVideo } from './finished-video.ts';
import type { PlannedVideo } from './planned-video.ts';

/** A planned video, and how much of it exists. */
export interface VideoState {
  readonly plan: PlannedVideo;
  /** `finished` costs nothing more; `paid` has a task; `new` costs credits. */
  readonly state: 'finished' | 'paid' | 'new';
  readonly finished: FinishedVideo | undefined;
}

/**
 * Looks for each video before anything is spent: as a release asset, as a file of an earlier run, as
 * a task in the ledger. Of several videos with one key, the first is the one that costs.
 */
export async function findExistingVideos(
  plans: readonly PlannedVideo[],
  ports: {
    readonly memory: Memory;
    readonly releaseStore: ReleaseStore | undefined;
    readonly workspace: string;
    readonly log: Log;
  },
): Promise<readonly VideoState[]> {
  const videos = await Promise.all(plans.map((plan) => findExistingVideo(plan, ports)));
  const keys = new Set<string>();
  return videos.map((video) => {
    const isTwin = keys.has(video.plan.key);
    keys.add(video.plan.key);
    return isTwin && video.state === 'new' ? { ...video, state: 'paid' } : video;
  });
}

async function findExistingVideo(
  plan: PlannedVideo,
  { log, memory, releaseStore, workspace }: Parameters<typeof findExistingVideos>[1],
): Promise<VideoState> {
  const expected = await memory.readSha256(plan.key);
  const onDamage = (what: string) => log.warning(`${what}; it is not used.`);
  const finished = await findFinishedVideo(plan, { expected, onDamage, releaseStore, workspace });
  if (finished !== undefined) return { plan, state: 'finished', finished };
  const isPaid = hasTask(plan, await memory.ledger.read(plan.key));
  return { plan, state: isPaid ? 'paid' : 'new', finished: undefined };
}

function hasTask({ taskId }: PlannedVideo, entry: LedgerEntry | undefined): boolean {
  if (taskId !== undefined) return taskId !== noTask;
  return entry?.state === 'submitted' || entry?.state === 'finished';
}

/** The input `task-id` of someone who has looked and found no task: render again. */
export const noTask = 'none';

/** Credits that the run would newly spend. */
export function newCredits(videos: readonly VideoState[]): number {
  return creditsOf(videos, 'new');
}

/** Credits that existing videos save. */
export function savedCredits(videos: readonly VideoState[]): number {
  return creditsOf(videos, 'finished') + creditsOf(videos, 'paid');
}

function creditsOf(videos: readonly VideoState[], state: VideoState['state']): number {
  return videos
    .filter((video) => video.state === state)
    .reduce((sum, { plan }) => sum + plan.credits, 0);
}
