import { z } from 'zod/v4';
import { storyboardSchema } from './schema.ts';

/** The schema of a storyboard for editors, as the text of schemas/storyboard.schema.json. */
export function storyboardJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(storyboardSchema, { target: 'draft-7' });
  const patternProperties = {
    '^x-': { description: 'Anything, to be named by & and repeated by * or <<.' },
  };
  const title = 'Storyboard of kling-automation';
  return `${JSON.stringify({ $schema, title, ...schema, patternProperties }, null, 2)}\n`;
}
