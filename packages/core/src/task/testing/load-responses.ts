import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod/v4';

/** One response body seen in public, with ids, names and links replaced. */
const caseSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['create', 'query', 'callback', 'error', 'error-query']),
  /** API in One itself and its sister sites, gateways that work the same way, or others. */
  plausible: z.enum(['direct', 'near', 'far']),
  source: z.string(),
  http: z.int(),
  body: z.unknown(),
  /** What a reader should find. */
  expect: z.strictObject({
    id: z.string().optional(),
    status: z.string().optional(),
    videoUrl: z.string().optional(),
    credits: z.number().optional(),
    error: z.string().optional(),
    code: z.string().optional(),
    failure: z.null().optional(),
    reason: z.string().optional(),
    class: z.string().optional(),
    /** Text that the error message has in it. */
    shows: z.string().optional(),
  }),
});

/** A case, and what the gateway sends: JSON text, or an HTML page. */
export type KnownResponse = z.infer<typeof caseSchema> & { readonly text: string };

/** Reads every case, named by its gateway. */
export function loadResponses(): readonly KnownResponse[] {
  const folder = new URL('responses/', import.meta.url);
  return readdirSync(folder).flatMap((file) => {
    const cases: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    return z
      .array(caseSchema)
      .parse(cases)
      .map((each) => ({
        ...each,
        name: `${file.replace('.json', '')}: ${each.name}`,
        text: typeof each.body === 'string' ? each.body : JSON.stringify(each.body),
      }));
  });
}
