import { z } from 'zod/v4';

const httpUrlMessage = 'must be an http or https URL';

const httpUrlSchema = z.string().refine((text) => isHttpUrl(text), { error: httpUrlMessage });

const shotSchema = z.strictObject({
  prompt: textSchema(512),
  duration: z.int().min(1),
});

const elementNaming = {
  name: z.string().regex(/^[A-Za-z0-9_]+$/, 'must consist of letters, digits and underscores'),
  description: z.string().optional(),
};

const elementSchema = z
  .strictObject({
    ...elementNaming,
    element_input_urls: z.array(httpUrlSchema).min(2).max(4).optional(),
    element_input_video_urls: z.array(httpUrlSchema).length(1).optional(),
  })
  .refine(
    (element) =>
      (element.element_input_urls === undefined) !==
      (element.element_input_video_urls === undefined),
    { error: 'needs exactly one of element_input_urls and element_input_video_urls' },
  );

/** The fields of POST /api/v1/videos/generations; unknown fields are refused. */
export const generationFields = {
  model: z.literal('kling-3'),
  prompt: textSchema(2500).optional(),
  mode: z.enum(['std', 'pro']).default('std'),
  duration: z.int().min(3).max(15).default(5),
  aspect_ratio: z.enum(['1:1', '9:16', '16:9']).default('16:9'),
  sound: z.boolean().default(true),
  image: httpUrlSchema.optional(),
  multi_shots: z.boolean().default(false),
  multi_prompt: z.array(shotSchema).min(1).max(6).optional(),
  kling_elements: z.array(elementSchema).min(1).max(3).optional(),
  callback_url: httpUrlSchema.optional(),
};

export const generationRequestSchema = z.strictObject(generationFields).readonly();

/** A valid request, with its defaults filled in. */
export type GenerationRequest = z.infer<typeof generationRequestSchema>;

/** Counts characters as people do: a pair of surrogates is one. */
function textSchema(maxLength: number): z.ZodString {
  return z
    .string()
    .refine((text) => text.trim() !== '', { error: 'must not be empty' })
    .refine((text) => [...text].length <= maxLength, {
      error: `must have at most ${maxLength} characters`,
    });
}

function isHttpUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && ['http:', 'https:'].includes(url.protocol);
}
