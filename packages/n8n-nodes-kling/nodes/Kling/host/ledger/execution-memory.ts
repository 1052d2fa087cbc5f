import { type LedgerEntry, ledgerEntrySchema } from '@kling-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';

const spentSchema = z.object({
  /** The submission, where this execution made it. */
  submission: z.string().optional(),
  credits: z.number(),
});

const schema = z.object({
  entries: z.record(
    z.string(),
    z.custom<LedgerEntry>((value) => ledgerEntrySchema.safeParse(value).success),
  ),
  /** The turns that asked for each video. */
  turns: z.record(z.string(), z.array(z.string())),
  /** The video that each place of the workflow asked for. */
  places: z.record(z.string(), z.string()),
  spent: z.array(spentSchema),
});

/** What a node remembers of its submissions in one execution. */
export type ExecutionMemory = z.infer<typeof schema>;

/** Where in the node's context the memory is. */
const place = 'klingSubmissions';

/**
 * Opens the memory of the node in its context. n8n keeps that over tries, turns and the editor's
 * Retry, but only saves it when the node ends. Where there is no context (n8n's Agents), the memory
 * lasts as long as this call.
 */
export function openExecutionMemory(
  context: Partial<Pick<IExecuteFunctions, 'getContext'>>,
): ExecutionMemory {
  const nodeContext = readContext(context);
  const saved: unknown = nodeContext?.[place];
  if (isMemory(saved)) return saved;
  if (saved !== undefined) {
    throw new Error(
      'What n8n kept of the videos of this execution is damaged. Nothing was submitted.',
    );
  }
  const memory: ExecutionMemory = { entries: {}, turns: {}, places: {}, spent: [] };
  if (nodeContext !== undefined) nodeContext[place] = memory;
  return memory;
}

/** It comes back from n8n's database when someone retries an execution. */
function isMemory(value: unknown): value is ExecutionMemory {
  return schema.safeParse(value).success;
}

/** What this turn paid for, and what earlier ones left unfinished. */
export function listPaid(
  { entries, turns }: ExecutionMemory,
  turn: string,
): { readonly taskIds: readonly string[]; readonly unknown: number } {
  const own = Object.entries(entries).filter(
    ([key, { state }]) => state !== 'finished' || turns[key]?.includes(turn),
  );
  const states = own.map(([, { state }]) => state);
  return {
    taskIds: own.flatMap(([, entry]) => taskIdOf(entry) ?? []),
    unknown: states.filter((state) => state === 'ambiguous' || state === 'submitting').length,
  };
}

function taskIdOf(entry: LedgerEntry): string | undefined {
  return entry.state === 'submitted' || entry.state === 'finished' ? entry.taskId : undefined;
}

/** n8n's Agents run nodes without an execution, where asking for the context throws. */
function readContext(context: Partial<Pick<IExecuteFunctions, 'getContext'>>) {
  try {
    return context.getContext?.('node');
  } catch {
    return undefined;
  }
}
