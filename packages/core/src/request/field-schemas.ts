import { z } from 'zod/v4';
import type { EntryRules, RequestFields } from './request-field.ts';

/** Text that explains what to show. */
export function promptSchema(maxCharacters = Number.POSITIVE_INFINITY) {
  return z
    .string(advise('Give the prompt as text'))
    .trim()
    .min(1, 'The prompt is empty. Describe the video.')
    .refine(
      (prompt) => characterCount(prompt) <= maxCharacters,
      advise(`Shorten the prompt to ${maxCharacters} characters`, describeLength),
    );
}

/** A whole number of seconds. */
export function secondsSchema(min: number, max: number) {
  const message = advise(`Give a whole number of seconds from ${min} to ${max}`);
  return z
    .int({ ...message, abort: true })
    .min(min, message)
    .max(max, message);
}

/** A URL that the API can fetch; whether it is reachable from the internet is not checked. */
export function publicUrlSchema() {
  return z
    .string(advise('Give the URL as text'))
    .trim()
    .refine(isHttpUrl, advise('Give a public URL that starts with http:// or https://'));
}

/** A list of objects, each with the fields of its table. */
export function entriesSchema<const Rules extends EntryRules>(rules: Rules) {
  const { contents, max, min, noun } = rules;
  const entry = z.strictObject(
    schemasOf<Rules['fields']>(rules.fields),
    advise(`Give each ${noun} as an object with ${contents}`),
  );
  return z
    .array(entry, advise(`Give the ${noun}s as a list`))
    .min(min, `Give at least one ${noun}, or leave the ${noun}s out.`)
    .max(max, `At most ${max} ${noun}s fit into one video.`);
}

/** The schemas of a table, under the names of its fields. */
export function schemasOf<Fields extends RequestFields>(
  fields: Fields,
): { readonly [Name in keyof Fields]: Fields[Name]['schema'] };
// An overload, because TypeScript does not type the result of Object.fromEntries by its keys.
export function schemasOf(fields: RequestFields): object {
  return Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema]));
}

/** Characters as a reader counts them: an emoji beyond the basic plane is one. */
export function characterCount(text: string): number {
  return [...text].length;
}

/**
 * A message that explains what to do and what the value is instead: the same in every version of zod,
 * for a wrong type and for a value out of range.
 */
export function advise(advice: string, describe: (input: unknown) => string = describeValue) {
  return {
    error: ({ input }: { readonly input?: unknown }) => `${advice}; it is ${describe(input)}.`,
  };
}

function describeValue(input: unknown): string {
  if (input === undefined) return 'missing';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object' && input !== null) return 'an object';
  return typeof input === 'string' ? quote(input) : String(input);
}

/** The text in quotes; the beginning of a long one. */
export function quote(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}

function describeLength(input: unknown): string {
  return `${characterCount(String(input))} characters long`;
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
