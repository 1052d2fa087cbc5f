import { z } from 'zod/v4';

/**
 * The rules of each single field, in the host's terms; rules across fields are in
 * find-issues-across-fields.ts. Every limit is contract.md §2's, from the API's own parameter
 * table where that gives one.
 */
export const videoFieldsSchema = z.strictObject(
  {
    /** What to show. At most 2,500 characters; left out when `shots` are given. */
    prompt: promptText(2500).optional(),
    /** `std` renders 720p, `pro` 1080p. @default 'std' */
    mode: z.enum(['std', 'pro'], says('Choose std or pro')).default('std'),
    /** Whole seconds, 3–15. @default 5, or the sum of the shots */
    duration: wholeSeconds(3, 15).optional(),
    /** @default '16:9', or the picture's own ratio when `image` is given */
    aspectRatio: z.enum(['16:9', '9:16', '1:1'], says('Choose 16:9, 9:16 or 1:1')).optional(),
    /** Whether the video has sound; it costs more. @default true */
    sound: z.boolean(says('Give true or false')).default(true),
    /** Public http(s) URL of the first frame. */
    image: publicUrl().optional(),
    /** One to six takes, in order; their seconds add up to the duration. */
    shots: z
      .array(
        z.strictObject(
          { prompt: promptText(), duration: wholeSeconds(1, 15) },
          says('Give each shot as an object with prompt and duration'),
        ),
        says('Give the shots as a list'),
      )
      .min(1, 'Give at least one shot, or leave the shots out.')
      .max(6, 'At most 6 shots fit into one video.')
      .optional(),
    /** Up to three characters or objects that prompts name as `@name`. */
    elements: z
      .array(
        z.strictObject(
          {
            name: z
              .string(says('Give the name as text'))
              .regex(/^\w+$/, says('Use only letters A–Z, digits and _ in a name')),
            description: z.string(says('Give the description as text')).trim().optional(),
            imageUrls: z.array(publicUrl(), says('Give the image URLs as a list')).optional(),
            videoUrl: publicUrl().optional(),
          },
          says('Give each element as an object with name and imageUrls or videoUrl'),
        ),
        says('Give the elements as a list'),
      )
      .max(3, 'At most 3 elements fit into one video.')
      .optional(),
    /** Public http(s) URL that the API calls when the task ends. */
    callbackUrl: publicUrl().optional(),
  },
  says('Give the request as an object with a prompt'),
);

/** The fields of a request, each right in itself. */
export type VideoFields = z.output<typeof videoFieldsSchema>;

/** A video as asked for, checked and with all defaults filled in. */
export type VideoRequest = Readonly<Omit<VideoFields, 'duration'> & { duration: number }>;

function promptText(maximumCharacters = Number.POSITIVE_INFINITY) {
  return z
    .string(says('Give the prompt as text'))
    .trim()
    .min(1, 'The prompt is empty. Say what the video shows.')
    .refine(
      (prompt) => characterCount(prompt) <= maximumCharacters,
      says(`Shorten the prompt to ${maximumCharacters} characters`, length),
    );
}

function wholeSeconds(least: number, most: number) {
  const message = says(`Give a whole number of seconds from ${least} to ${most}`);
  return z
    .number(message)
    .refine((seconds) => Number.isInteger(seconds) && seconds >= least && seconds <= most, message);
}

function publicUrl() {
  return z
    .string(says('Give the URL as text'))
    .trim()
    .refine(isHttpUrl, says('Give a public URL that starts with http:// or https://'));
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** Characters as a reader counts them: an emoji beyond the basic plane is one. */
export function characterCount(text: string): number {
  return [...text].length;
}

/**
 * A message that says what to do and what stands there instead: the same in every version of zod,
 * for a wrong type and a broken limit alike.
 */
function says(advice: string, describe: (input: unknown) => string = seen) {
  return {
    error: ({ input }: { readonly input?: unknown }) => `${advice}; it is ${describe(input)}.`,
  };
}

function seen(input: unknown): string {
  if (input === undefined) return 'missing';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object' && input !== null) return 'an object';
  if (typeof input !== 'string') return String(input);
  return `"${input.length > 60 ? `${input.slice(0, 60)}…` : input}"`;
}

function length(input: unknown): string {
  return `${characterCount(String(input))} characters long`;
}
