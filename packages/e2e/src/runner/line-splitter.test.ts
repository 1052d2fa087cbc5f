import { describe, expect, test } from 'vitest';
import { createLineSplitter } from './line-splitter.ts';

function split(...chunks: readonly (string | Buffer)[]): string[] {
  const splitter = createLineSplitter();
  return [...chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk))), ...splitter.end()];
}

describe('lines of output', () => {
  test.each([
    ['end at \\n', ['one\ntwo\n'], ['one', 'two']],
    ['end at \\r\\n', ['one\r\ntwo\r\n'], ['one', 'two']],
    ['end at a bare \\r', ['one\r::error::two\n'], ['one', '::error::two']],
    ['may be empty', ['one\n\ntwo\n'], ['one', '', 'two']],
    ['need no end at the end', ['one\ntwo'], ['one', 'two']],
    ['join across chunks', ['o', 'ne\nt', 'wo\n'], ['one', 'two']],
    ['keep \\r\\n together across chunks', ['one\r', '\ntwo\n'], ['one', 'two']],
    ['lose a last \\r', ['one\r'], ['one']],
    ['are none in nothing', [''], []],
  ])('%s', (_claim, chunks, lines) => {
    expect(split(...chunks)).toEqual(lines);
  });

  test('keep a character whose bytes are parted', () => {
    const bytes = Buffer.from('é\n');

    expect(split(bytes.subarray(0, 1), bytes.subarray(1))).toEqual(['é']);
  });
});
