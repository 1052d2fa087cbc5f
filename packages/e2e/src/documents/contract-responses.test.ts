import { parseTask } from '@kling-automation/core';
import { describe, expect, test } from 'vitest';
import { readRepositoryFile } from './repository-documents.ts';

const { text: contract } = await readRepositoryFile('docs/contract.md');

/** The lines of the first block of code below a heading of the contract. */
function blockBelow(heading: string): readonly string[] {
  const [, block = ''] = contract.split(`### ${heading}\n`)[1]?.split(/```\n/) ?? [];
  return block.trim().split('\n');
}

describe('core reads what the contract describes:', () => {
  const words = blockBelow('Status words').flatMap((line) => {
    const [status = '', ...found] = line.split(/\s+/);
    return found.map((word) => ({ status, word }));
  });
  const places = blockBelow('Result links').flatMap((line) => line.split(/ {2,}/));

  test('the contract describes words and places', () => {
    expect(words.length).toBeGreaterThan(50);
    expect(places.length).toBeGreaterThan(30);
  });

  test.each(words)('the status word $word, which is $status', ({ status, word }) => {
    expect(parseTask({ data: { status: word } }).status).toBe(status);
  });

  test.each(places)('the link in %s', (place) => {
    // It has no ending, so only a known place makes it a result.
    const link = 'https://cdn.example.org/v?id=1';
    const task = { status: 'SUCCESS', ...bodyWith(place, link) };

    expect(parseTask({ data: task }).videoUrl).toBe(link);
    expect(parseTask(task).videoUrl).toBe(link);
  });
});

/** `videos[].url` becomes `{ videos: [{ url: link }] }`; remarks in brackets are left out. */
function bodyWith(place: string, link: string): object {
  const keys = place.replaceAll(/ \(.*?\)/g, '').split('.');
  const [body] = keys.reduceRight<readonly unknown[]>(
    ([value], key) => {
      const isList = key.endsWith('[]');
      return [{ [key.replace('[]', '')]: isList ? [value] : value }];
    },
    [link],
  );
  return Object(body);
}
