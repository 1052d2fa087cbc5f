import { z } from 'zod/v4';

const credits = z.number().min(0);
const taskId = z.string().min(1);

/** What every entry shows of the latest submission under its key. */
const submission = {
  /** Number of the submission under this key, from 1. Every claim takes the next one. */
  attempt: z.int().min(1),
  /**
   * What this attempt may have been charged: the estimate, or the API's own figure; 0 when it was
   * certainly not charged. Not given where a ledger cannot store it: then the estimate counts.
   */
  credits: credits.optional(),
  /** What earlier attempts may have been charged without giving a video. @default 0 */
  earlierCredits: credits.optional(),
  /**
   * The latest task under this key that failed in an earlier attempt: it is read again before the
   * video is paid again, also after attempts that made no task.
   */
  earlierTaskId: taskId.optional(),
  /** When the entry was written, in milliseconds since 1970. */
  at: z.number(),
  /** Which run or process made the claim. */
  owner: z.string().optional(),
};

const task = { ...submission, taskId, submittedAt: z.number() };

/**
 * What is known of the submissions of one video. A schema, because entries come back from files,
 * caches and databases: one that is misread could be paid again.
 */
export const ledgerEntrySchema = z.discriminatedUnion('state', [
  /** The POST is about to be sent, or was being sent when the process died. */
  z.object({ state: z.literal('submitting'), ...submission }),
  /** The POST was sent and no usable response came: the task may exist and may have been charged. */
  z.object({ state: z.literal('ambiguous'), ...submission }),
  /** The task exists and may have been charged. */
  z.object({ state: z.literal('submitted'), ...task }),
  /** The video was ready. Never becomes payable by itself. */
  z.object({ state: z.literal('finished'), ...task }),
  /** No task was made, or it ended without a video. */
  z.object({
    state: z.literal('failed'),
    ...submission,
    /** The task that failed; not given when none was made. */
    taskId: taskId.optional(),
    /** A failure reason or an error code. */
    reason: z.string(),
    /** Whether the same content would be refused again: then it is not submitted again. */
    isFinal: z.boolean(),
    /** The API's own words, without secrets. */
    message: z.string().optional(),
  }),
]);

/** An entry of the ledger. */
export type LedgerEntry = Readonly<z.output<typeof ledgerEntrySchema>>;

/** An entry in one state. */
export type EntryIn<State extends LedgerEntry['state']> = Extract<LedgerEntry, { state: State }>;

/** The latest task under a key that failed; undefined when none did. */
export function failedTaskId(entry: LedgerEntry | undefined): string | undefined {
  return (entry?.state === 'failed' ? entry.taskId : undefined) ?? entry?.earlierTaskId;
}
