import type { WireName } from '@kling-automation/core';
import type { GenerationRequest } from '@kling-automation/sandbox';
import { expectTypeOf, test } from 'vitest';

// The sandbox imports nothing of core, so this is where a field that only one of them has does not
// compile.
test('the sandbox accepts the fields that core sends, and no others', () => {
  expectTypeOf<Exclude<WireName, keyof GenerationRequest>>().toBeNever();
  expectTypeOf<Exclude<keyof GenerationRequest, WireName>>().toBeNever();
});
