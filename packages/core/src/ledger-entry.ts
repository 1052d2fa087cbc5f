import { z } from 'zod/v4';

const at = z.number();
const taskId = z.string().min(1);

/**
 * What is known of one submission. `at` is in milliseconds since 1970. A schema, since entries come
 * back from files, caches and databases: one that is misread could be paid again.
 */
export const ledgerEntrySchema = z.discriminatedUnion('state', [
  /** The POST is about to be sent, or was being sent when the process died. */
  z.object({ state: z.literal('submitting'), at }),
  /** The POST was sent and its answer was lost: the task may exist and may have been charged. */
  z.object({ state: z.literal('ambiguous'), at }),
  /** The task exists, and was paid. */
  z.object({ state: z.literal('submitted'), at, taskId }),
  /** The video was ready. */
  z.object({
    state: z.literal('finished'),
    at,
    taskId,
    submittedAt: z.number(),
    credits: z.number().optional(),
  }),
  /** No task was made, or it failed: the video may be submitted anew. */
  z.object({ state: z.literal('failed'), at, taskId: taskId.optional(), reason: z.string() }),
]);

/** An entry of the ledger. */
export type LedgerEntry = Readonly<z.output<typeof ledgerEntrySchema>>;
