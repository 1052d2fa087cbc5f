import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { storyboardJsonSchema } from './json-schema.ts';

test('the published schema is the one the Action checks by', () => {
  const published = new URL('../../../../schemas/storyboard.schema.json', import.meta.url);

  // When this fails: node --conditions=dev packages/action/scripts/write-storyboard-schema.ts
  expect(readFileSync(published, 'utf8')).toBe(storyboardJsonSchema());
});
