import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMemoryLedger } from '../memory/memory-ledger.ts';
import { setUpRenderAll, video } from '../testing/set-up-render-all.ts';

const { stackTraceLimit } = Error;
beforeEach(() => {
  Error.stackTraceLimit = 100;
});
afterEach(() => {
  Error.stackTraceLimit = stackTraceLimit;
});

test('a reader of renderAll passes at most 11 functions, it included, down to its POST', async () => {
  const stacks: string[] = [];
  const { render } = setUpRenderAll(({ method }) => {
    if (method === 'POST') stacks.push(String(new Error().stack));
    return undefined;
  });

  await render([video('Take 0')], { ledger: createMemoryLedger() });

  const frames = stacks
    .flatMap((stack) => stack.split('\n'))
    .filter((line) => /\/core\/src\/(?!testing\/)/.test(line) && !line.includes('.test.ts'));
  expect(frames[0]).toContain('send-within.ts');
  expect(frames.at(-1)).toContain('renderAll');
  expect(frames.length).toBeLessThanOrEqual(11);
});
