import { z } from 'zod/v4';
import {
  advise,
  entriesSchema,
  promptSchema,
  publicUrlSchema,
  schemasOf,
  secondsSchema,
} from './field-schemas.ts';
import { readEntries, readUrls } from './read-fields.ts';
import { asGiven, readBoolean, readChoice, readRatio, readSeconds } from './read-values.ts';
import type { EntryRules, RequestFields, VideoField } from './request-field.ts';

const shotFields = {
  prompt: {
    schema: promptSchema(),
    readLoosely: asGiven,
    description: 'What this shot shows.',
    wireName: 'prompt',
    inputName: 'prompt',
  },
  duration: {
    schema: secondsSchema(1, 15),
    readLoosely: readSeconds,
    description: 'Whole seconds of this shot.',
    wireName: 'duration',
    inputName: 'duration',
  },
} as const satisfies RequestFields;

const shots = {
  fields: shotFields,
  noun: 'shot',
  contents: 'prompt and duration',
  min: 1,
  max: 6,
} as const satisfies EntryRules;

// This gateway documents the name of the list only; the fields of an element are kie.ai's.
const elementFields = {
  name: {
    schema: z
      .string(advise('Give the name as text'))
      .regex(/^\w+$/, advise('Use only letters A–Z, digits and _ in a name')),
    readLoosely: asGiven,
    description: 'What prompts mention as @name: letters, digits and _.',
    wireName: 'name',
    inputName: 'name',
  },
  description: {
    schema: z.string(advise('Give the description as text')).trim().optional(),
    readLoosely: asGiven,
    description: 'What it is, in words.',
    wireName: 'description',
    inputName: 'description',
  },
  imageUrls: {
    schema: z.array(publicUrlSchema(), advise('Give the image URLs as a list')).optional(),
    readLoosely: readUrls,
    description: 'Two to four pictures of it.',
    wireName: 'element_input_urls',
    inputName: 'image-urls',
  },
  videoUrl: {
    schema: publicUrlSchema().optional(),
    readLoosely: asGiven,
    description: 'Or one video of it.',
    wireName: 'element_input_video_urls',
    isListOnWire: true,
    inputName: 'video-url',
  },
} as const satisfies RequestFields;

const elements = {
  fields: elementFields,
  noun: 'element',
  contents: 'name and imageUrls or videoUrl',
  min: 0,
  max: 3,
} as const satisfies EntryRules;

/**
 * Every field of a video request, in one table: its limits and default, how tables write it, and
 * its name in the API's body, in the GitHub Action and in the n8n node. Limits are contract.md §2's.
 * Rules between fields are in find-issues-across-fields.ts.
 */
export const videoFields = {
  prompt: {
    schema: promptSchema(2500).optional(),
    readLoosely: asGiven,
    description: 'What the video shows, up to 2,500 characters. Not sent when shots are given.',
    wireName: 'prompt',
    inputName: 'prompt',
    parameterName: 'prompt',
    isContent: true,
  },
  mode: {
    schema: z.enum(['std', 'pro'], advise('Choose std or pro')).default('std'),
    readLoosely: readChoice({ std: 'std', standard: 'std', pro: 'pro' }),
    description: 'std renders 720p, pro 1080p. Default: std.',
    wireName: 'mode',
    inputName: 'mode',
    parameterName: 'mode',
    isContent: true,
  },
  duration: {
    schema: secondsSchema(3, 15).optional(),
    readLoosely: readSeconds,
    description: 'Whole seconds, 3 to 15. Default: 5, or the sum of the shots.',
    wireName: 'duration',
    inputName: 'duration',
    parameterName: 'duration',
    isContent: true,
  },
  aspectRatio: {
    schema: z.enum(['16:9', '9:16', '1:1'], advise('Choose 16:9, 9:16 or 1:1')).optional(),
    readLoosely: readRatio,
    description: '16:9, 9:16 or 1:1. Default: 16:9, or the proportions of the image.',
    wireName: 'aspect_ratio',
    inputName: 'aspect-ratio',
    parameterName: 'aspectRatio',
    isContent: true,
  },
  sound: {
    schema: z.boolean(advise('Give true or false')).default(true),
    readLoosely: readBoolean,
    description: 'Whether the video has sound; it costs more. Default: true.',
    wireName: 'sound',
    inputName: 'sound',
    parameterName: 'sound',
    isContent: true,
  },
  image: {
    schema: publicUrlSchema().optional(),
    readLoosely: asGiven,
    description: 'Public http(s) URL of a JPG or PNG: the first frame.',
    wireName: 'image',
    inputName: 'image',
    parameterName: 'image',
    isContent: true,
  },
  shots: {
    schema: entriesSchema(shots).optional(),
    readLoosely: readEntries(shotFields),
    description: 'One to six takes of one video; their seconds add up to the duration.',
    entries: shots,
    wireName: 'multi_prompt',
    inputName: 'shots',
    parameterName: 'shots',
    isContent: true,
  },
  elements: {
    schema: entriesSchema(elements).optional(),
    readLoosely: readEntries(elementFields),
    description: 'Up to three characters or objects that prompts mention as @name.',
    entries: elements,
    wireName: 'kling_elements',
    inputName: 'elements',
    parameterName: 'elements',
    isContent: true,
  },
  callbackUrl: {
    schema: publicUrlSchema().optional(),
    readLoosely: asGiven,
    description: 'Public http(s) URL that the API calls when the task ends.',
    wireName: 'callback_url',
    // A workflow run has no address that the API could call.
    inputName: undefined,
    parameterName: 'options.callbackUrl',
    // It shows where to report, not what to show.
    isContent: false,
  },
} as const satisfies Readonly<Record<string, VideoField>>;

/** The name of a field, as programs write it. */
export type VideoFieldName = keyof typeof videoFields;

/** Every rule that is about one field. */
export const videoFieldsSchema = z.strictObject(
  schemasOf(videoFields),
  advise('Give the request as an object with a prompt'),
);

/** The fields of a request, each valid by itself. */
export type VideoFields = z.output<typeof videoFieldsSchema>;

/** A valid video request, with all defaults filled in. */
export type VideoRequest = Readonly<Omit<VideoFields, 'duration'> & { duration: number }>;
