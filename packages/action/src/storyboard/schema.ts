import { z } from 'zod/v4';

/**
 * What a storyboard file may hold. Editors complete it by the JSON Schema made from this; the
 * values of a video are core's to check, in core's words.
 */
const videoFields = {
  prompt: z
    .string()
    .describe(
      'What the video shows, up to 2,500 characters. May hold placeholders such as {{ release.name }}. Left out when shots are given.',
    ),
  image: z.string().describe('Public http(s) URL of a JPG or PNG to start from.'),
  mode: z.enum(['std', 'pro']).describe('std renders 720p, pro 1080p. Left out: std.'),
  duration: z
    .int()
    .min(3)
    .max(15)
    .describe('Whole seconds, 3 to 15. Left out: 5, or the sum of the shots.'),
  'aspect-ratio': z
    .enum(['16:9', '9:16', '1:1'])
    .describe('Left out: 16:9, or the proportions of the image.'),
  sound: z.boolean().describe('Whether the video has sound; it costs more. Left out: true.'),
  shots: z
    .array(
      z.strictObject({
        prompt: z.string().describe('What this shot shows.'),
        duration: z.int().min(1).max(15).describe('Whole seconds of this shot.'),
      }),
    )
    .min(1)
    .max(6)
    .describe('One to six takes of one video; their seconds make up the duration.'),
  elements: z
    .array(
      z.strictObject({
        name: z
          .string()
          .regex(/^\w+$/)
          .describe('What prompts mention as @name: letters, digits and _.'),
        description: z.string().optional().describe('What it is, in words.'),
        'image-urls': z.array(z.string()).optional().describe('Two to four pictures of it.'),
        'video-url': z.string().optional().describe('Or one video of it.'),
      }),
    )
    .max(3)
    .describe('Up to three characters or objects that prompts mention as @name.'),
};

const defaultsSchema = z
  .strictObject(videoFields)
  .partial()
  .describe('Fields of every video that does not have them itself.');

const videoSchema = z
  .strictObject({
    ...defaultsSchema.shape,
    name: z
      .string('Give the name as text')
      .describe('Names the video in the log, in the outputs and in the name of its file.')
      .optional(),
    when: z
      .union([z.boolean(), z.string()], 'Give true, false or a comparison, as one text')
      .describe(
        'Whether the video is rendered: true, false, or a comparison such as {{ event }} == release. Left out: true.',
      )
      .optional(),
    'task-id': z
      .string('Give the task id as text')
      .describe(
        'A task that was paid for already, to go on with; none says that there is no such task.',
      )
      .optional(),
  })
  .describe('One video.');

export const storyboardSchema = z
  .strictObject({
    $schema: z.string().describe('Where editors find this schema.').optional(),
    defaults: defaultsSchema.optional(),
    videos: z
      .array(videoSchema, 'Give the videos as a list')
      .min(1, 'Give at least one video')
      .max(100, 'At most 100 videos fit into one run')
      .describe('The videos, in the order of the outputs.'),
  })
  .describe('Videos to be rendered together, with one price plan and one limit.');

/** The fields that may stand where the path leads to; empty where there are none. */
export function knownFields(path: readonly PropertyKey[]): readonly string[] {
  const [part, index, list] = path;
  if (part === undefined) return Object.keys(storyboardSchema.shape);
  const fieldList = part === 'videos' ? list : index;
  if (fieldList === 'shots') return Object.keys(videoFields.shots.element.shape);
  if (fieldList === 'elements') return Object.keys(videoFields.elements.element.shape);
  return Object.keys(part === 'videos' ? videoSchema.shape : videoFields);
}

/** The fields of a video that make up its request. */
export const requestFields: readonly string[] = Object.keys(videoFields);
