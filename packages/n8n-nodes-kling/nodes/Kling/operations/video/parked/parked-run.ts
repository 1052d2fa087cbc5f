import type { VideoRequest } from '@kling-automation/core';
import { z } from 'zod/v4';
import type { FailedItem } from '../../../host/failure/failure-facts.ts';
import type { NodeMemory } from '../../../host/parking.ts';

const warningSchema = z.object({
  path: z.array(z.union([z.string(), z.number()])).readonly(),
  field: z.string(),
  message: z.string(),
});

const itemSchema = {
  itemIndex: z.number(),
  /** Under which the ledger knows the video. */
  key: z.string(),
  warnings: z.array(warningSchema).readonly(),
  request: z.custom<VideoRequest>(isRequest),
};

/**
 * What a parked run remembers of its items. The items themselves are there when it is woken, but
 * their expressions may give something else by then: `$now` does, and a picture may be gone. What
 * is paid must not depend on that.
 */
const parkedRunSchema = z.object({
  /** A retry is another execution: it asks the ledger. */
  executionId: z.string(),
  /** Items that no place was free for yet; they are read when there is one. */
  pending: z.array(z.number()),
  videos: z.array(
    z.object({
      ...itemSchema,
      taskId: z.string(),
      origin: z.enum(['rendered', 'resumed', 'reused']),
      /** Instants, in milliseconds since 1970. */
      submittedAt: z.number(),
      deadline: z.number(),
      /** Whether its task was seen to end, or its deadline is over. */
      isOver: z.boolean(),
    }),
  ),
  /** Submissions without a usable response, whose task a callback may name. */
  lost: z.array(
    z.object({
      ...itemSchema,
      /** Until when a callback is expected, in milliseconds since 1970. */
      deadline: z.number(),
      facts: z.custom<FailedItem>(isFailure),
    }),
  ),
  failures: z.array(z.object({ itemIndex: z.number(), facts: z.custom<FailedItem>(isFailure) })),
});

/** A run of Generate whose execution is put away until its videos have ended. */
export type ParkedRun = z.infer<typeof parkedRunSchema>;

/** A video of a parked run. */
export type ParkedVideo = ParkedRun['videos'][number];

/** A submission of a parked run whose outcome is unknown. */
export type LostSubmission = ParkedRun['lost'][number];

/** Where in the node's memory the run is. */
const place = 'klingParkedRun';

/** Reads the run that this execution has parked; undefined when it has not. */
export function recallParkedRun(memory: NodeMemory, executionId: string): ParkedRun | undefined {
  const parsed = parkedRunSchema.safeParse(memory[place]);
  return parsed.success && parsed.data.executionId === executionId ? parsed.data : undefined;
}

/** Keeps the run; n8n saves it when the execution is put away. */
export function rememberParkedRun(memory: NodeMemory, parked: ParkedRun): void {
  memory[place] = parked;
}

/** Forgets the run: from here on only the ledger knows what was paid. */
export function forgetParkedRun(memory: NodeMemory): void {
  delete memory[place];
}

/** The videos that are at work, as far as it is known. */
export function runningVideos({ videos }: ParkedRun): readonly ParkedVideo[] {
  return videos.filter(({ isOver }) => !isOver);
}

/** Whether there is nothing left to submit, or to wait for. */
export function isRunOver(run: ParkedRun): boolean {
  return run.pending.length + run.lost.length + runningVideos(run).length === 0;
}

function isRequest(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'mode' in value && 'duration' in value;
}

function isFailure(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}
