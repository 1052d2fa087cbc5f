import { writeFileSync } from 'node:fs';
import { storyboardJsonSchema } from '../src/storyboard/json-schema.ts';

writeFileSync(
  new URL('../../../schemas/storyboard.schema.json', import.meta.url),
  storyboardJsonSchema(),
);
