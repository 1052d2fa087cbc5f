import * as core from '@kling-automation/core';
import { describe, expect, test } from 'vitest';
import { readRepositoryFile } from './repository-documents.ts';

/** Complete: a test of core compares this table with the codes. */
const { text: coreReadme } = await readRepositoryFile('packages/core/README.md');
const codes = [...coreReadme.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code = '']) => code);

describe('each error code of core', () => {
  test.each(codes)('has a class that core exports: %s', (code) => {
    const name = code.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
    const byName = new Map<string, unknown>(Object.entries(core));
    const errorClass = Object(byName.get(`${name}Error`));

    expect(errorClass.prototype).toBeInstanceOf(core.VideoApiError);
  });

  test('is in the README of the node', async () => {
    const { text } = await readRepositoryFile('packages/n8n-nodes-kling/README.md');

    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !text.includes(`\`${code}\``))).toEqual([]);
  });
});
