import { z } from 'zod/v4';
import type { FailedItem } from '../../../host/failure/failure-facts.ts';
import type { NodeMemory } from '../../../host/parking.ts';

/**
 * What a parked run remembers of its items. The items themselves are there when it is woken, but
 * their expressions may give something else by then: `$now` does, and a picture may be gone. What
 * is paid must not depend on that.
 */
const parkedRunSchema = z.object({
  /** A retry is another execution: it asks the ledger. */
  executionId: z.string(),
  /** Instants, in milliseconds since 1970. */
  parkedAt: z.number(),
  deadline: z.number(),
  /** False when no callback can come, or not for all videos. */
  isCalledBack: z.boolean(),
  videos: z.array(
    z.object({
      itemIndex: z.number(),
      /** Under which the ledger knows the video. */
      key: z.string(),
      taskId: z.string(),
      origin: z.enum(['rendered', 'resumed', 'reused']),
      request: z.object({
        mode: z.enum(['std', 'pro']),
        duration: z.number(),
        aspectRatio: z.enum(['16:9', '9:16', '1:1']).optional(),
        sound: z.boolean(),
      }),
      warnings: z
        .array(
          z.object({
            path: z.array(z.union([z.string(), z.number()])).readonly(),
            field: z.string(),
            message: z.string(),
          }),
        )
        .readonly(),
    }),
  ),
  /** What failed before the run was parked; only with Continue On Fail. */
  failures: z.array(z.object({ itemIndex: z.number(), facts: z.custom<FailedItem>(isFailure) })),
});

/** A run of Generate whose execution is put away until its videos have ended. */
export type ParkedRun = z.infer<typeof parkedRunSchema>;

/** A video of a parked run. */
export type ParkedVideo = ParkedRun['videos'][number];

/** Where in the node's memory the run lies. */
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

function isFailure(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}
