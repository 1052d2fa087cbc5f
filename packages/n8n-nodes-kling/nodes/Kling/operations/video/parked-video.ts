import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod/v4';

/** What a parked item needs to be finished without its workflow's fields. */
const parkedVideoSchema = z.object({
  taskId: z.string(),
  /** Until when the execution waits, as ISO 8601. */
  until: z.string(),
  field: z.string(),
  fileName: z.string(),
  credits: z.number(),
  download: z.boolean(),
  output: z.enum(['simplified', 'raw']),
  maxDownloadMegabytes: z.number(),
  usdPerCredit: z.number().optional(),
  request: z.object({
    mode: z.enum(['std', 'pro']),
    duration: z.number(),
    aspectRatio: z.enum(['16:9', '9:16', '1:1']).optional(),
    sound: z.boolean(),
  }),
});

export type ParkedVideo = z.infer<typeof parkedVideoSchema>;

const itemsSchema = z.array(
  z.object({
    json: z.custom<IDataObject>((json) => typeof json === 'object' && json !== null),
  }),
);

/** An item of a parked execution: a video under way, or one that failed before. */
export interface ParkedItem {
  readonly itemIndex: number;
  readonly json: IDataObject;
  readonly video: ParkedVideo | undefined;
}

/** Reads the items that were written when the execution was put away. */
export function parseParkedItems(value: unknown): readonly ParkedItem[] {
  const parsed = itemsSchema.safeParse(value);
  if (!parsed.success) return [];
  return parsed.data.map(({ json }, itemIndex) => ({
    itemIndex,
    json,
    video: parkedVideoSchema.optional().parse(json.parked),
  }));
}
