import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { commandHelp } from './command-line.ts';
import { envelopeNames } from './envelopes/envelopes.ts';
import { faultRuleSchema } from './faults/fault-rule.ts';

describe('the README', () => {
  test('names every envelope, every fault and every flag', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const kinds = faultRuleSchema.options.map((option) => option.unwrap().shape.kind.value);
    const flags = commandHelp.match(/--[a-z][a-z-]+/g)?.filter((flag) => flag !== '--help') ?? [];

    const missing = [...envelopeNames, ...kinds, ...flags].filter(
      (name) => !readme.includes(`\`${name}\``),
    );

    expect(kinds).toHaveLength(20);
    expect(missing).toEqual([]);
  });
});
