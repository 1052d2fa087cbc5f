import { type EntryRules, type RequestFields, videoFields } from '@kling-automation/core';
import { z } from 'zod/v4';

/** The fields of a request under their names in a storyboard, for editors to complete. */
function fieldSchemas(fields: RequestFields): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(
    Object.values(fields).flatMap(({ description, entries, inputName, schema }) =>
      inputName === undefined
        ? []
        : [[inputName, (entries ? listSchema(entries) : schema).describe(description)]],
    ),
  );
}

function listSchema({ fields, max, min }: EntryRules): z.ZodType {
  return z
    .array(z.strictObject(fieldSchemas(fields)))
    .min(min)
    .max(max);
}

const defaultsSchema = z
  .strictObject({
    ...fieldSchemas(videoFields),
    edition: z
      .union([z.string(), z.int()], 'Give the edition as text')
      .describe('Any text that makes the same content a new video on purpose.'),
  })
  .partial()
  .describe('Fields of every video that does not have them itself.');

const videoSchema = z
  .strictObject({
    ...defaultsSchema.shape,
    name: z
      .string('Give the name as text')
      .describe(
        'Names the video in the log and in the outputs; its file is NAME.mp4, whatever its prompt is.',
      )
      .optional(),
    when: z
      .union([z.boolean(), z.string()], 'Give true, false or a comparison, as one text')
      .describe(
        'Whether the video is rendered: true, false, or a comparison such as {{ event }} == release. Left out: true.',
      )
      .optional(),
    'task-id': z
      .string('Give the task id as text')
      .describe('A paid task to resume; none states that there is no such task.')
      .optional(),
  })
  .describe('One video. Its texts may hold placeholders such as {{ release.name }}.');

/**
 * What a storyboard file may hold. Editors complete it by the JSON Schema made from this; core
 * checks the values of a video, in its own words.
 */
export const storyboardSchema = z
  .strictObject({
    $schema: z
      .string('Give the address as text')
      .describe('Where editors find this schema.')
      .optional(),
    defaults: defaultsSchema.optional(),
    videos: z
      .array(videoSchema, 'Give the videos as a list')
      .min(1, 'Give at least one video')
      .max(100, 'At most 100 videos fit into one run')
      .describe('The videos, in the order of the outputs.'),
  })
  .describe('Videos to be rendered together, with one price plan and one limit.');

/** The fields that exist at a path; empty if there are none. */
export function knownFields(path: readonly PropertyKey[]): readonly string[] {
  const [part, index, list] = path;
  if (part === undefined) return Object.keys(storyboardSchema.shape);
  const entries = entriesOf(part === 'videos' ? list : index);
  if (entries !== undefined) return inputNamesOf(entries.fields);
  return Object.keys((part === 'videos' ? videoSchema : defaultsSchema).shape);
}

function entriesOf(list: PropertyKey | undefined): EntryRules | undefined {
  const fields: RequestFields = videoFields;
  return Object.values(fields).find(({ inputName }) => inputName === list)?.entries;
}

function inputNamesOf(fields: RequestFields): readonly string[] {
  return Object.values(fields).flatMap(({ inputName = [] }) => inputName);
}

/** The fields of a video that make up its request. */
export const requestFields = inputNamesOf(videoFields);
