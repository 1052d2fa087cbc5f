import { parse as unflatten } from 'flatted';
import { z } from 'zod/v4';

const itemSchema = z.looseObject({
  json: z.record(z.string(), z.unknown()),
  binary: z
    .record(
      z.string(),
      z.looseObject({
        id: z.string().optional(),
        mimeType: z.string(),
        fileName: z.string().optional(),
        bytes: z.number().optional(),
      }),
    )
    .optional(),
  pairedItem: z.unknown().optional(),
});

const errorSchema = z.looseObject({
  name: z.string().optional(),
  message: z.string().default(''),
  description: z.string().nullish(),
  context: z.looseObject({ itemIndex: z.number().optional() }).nullish(),
});

const nodeRunSchema = z.looseObject({
  startTime: z.number(),
  executionTime: z.number().optional(),
  executionStatus: z.string().optional(),
  error: errorSchema.optional(),
  data: z.record(z.string(), z.array(z.array(itemSchema).nullable())).optional(),
});

const runDataSchema = z.looseObject({
  resultData: z.looseObject({
    runData: z.record(z.string(), z.array(nodeRunSchema)).default({}),
    error: errorSchema.optional(),
    lastNodeExecuted: z.string().optional(),
    metadata: z.record(z.string(), z.string()).optional(),
  }),
});

const executionSchema = z.looseObject({
  id: z.coerce.string().default(''),
  mode: z.string(),
  status: z.string(),
  finished: z.boolean().default(false),
  startedAt: z.string().nullish(),
  stoppedAt: z.string().nullish(),
  customData: z.record(z.string(), z.string()).default({}),
  data: z.union([
    runDataSchema,
    z.string().transform((text) => runDataSchema.parse(unflatten(text) ?? { resultData: {} })),
  ]),
});

/** One execution of a workflow: `n8n execute` prints it, and the editor's REST API reads it. */
export interface Execution {
  readonly id: string;
  readonly mode: string;
  readonly status: string;
  readonly startedAt: Date | undefined;
  readonly stoppedAt: Date | undefined;
  readonly customData: Readonly<Record<string, string>>;
  readonly error: z.infer<typeof errorSchema> | undefined;
  readonly lastNode: string | undefined;
  /** How often a node ran. */
  countRuns(nodeName: string): number;
  /** The items of one output of a node's last run. */
  itemsOf(nodeName: string, output?: number): readonly Item[];
  errorOf(nodeName: string): z.infer<typeof errorSchema> | undefined;
}

export type Item = z.infer<typeof itemSchema>;

export function parseExecution(raw: unknown): Execution {
  const { data, ...head } = executionSchema.parse(raw);
  const { runData, error, lastNodeExecuted, metadata = {} } = data.resultData;
  return {
    id: head.id,
    mode: head.mode,
    status: head.status,
    startedAt: parseDate(head.startedAt),
    stoppedAt: parseDate(head.stoppedAt),
    // The editor's API reads it from its own table, `n8n execute` prints it with the data.
    customData: { ...head.customData, ...metadata },
    error,
    lastNode: lastNodeExecuted,
    countRuns: (nodeName) => runData[nodeName]?.length ?? 0,
    itemsOf: (nodeName, output = 0) => {
      const outputs = runData[nodeName]?.at(-1)?.data;
      return Object.values(outputs ?? {})[0]?.[output] ?? [];
    },
    errorOf: (nodeName) => runData[nodeName]?.at(-1)?.error,
  };
}

function parseDate(text: string | null | undefined): Date | undefined {
  return text === null || text === undefined ? undefined : new Date(text);
}
