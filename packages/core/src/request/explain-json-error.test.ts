import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { explainJsonError } from './explain-json-error.ts';

describe('JSON text that is not valid', () => {
  test.each([
    ['[', 'it ends at line 1, column 2, where a value or ] is missing.'],
    ['[1', 'it ends at line 1, column 3, where a comma or ] is missing.'],
    ['[1,', 'it ends at line 1, column 4, where a value is missing.'],
    ['[1,]', 'line 1, column 4 has ] where a value is expected.'],
    ['[1 2]', 'line 1, column 4 has 2 where a comma or ] is expected.'],
    ['[1]]', 'line 1, column 4 has ] where nothing more is expected.'],
    ['[1}', 'line 1, column 3 has } where a comma or ] is expected.'],
    ['[[1], [2}]', 'line 1, column 9 has } where a comma or ] is expected.'],
    ['[True]', 'line 1, column 2 has True where a value or ] is expected.'],
    ['[tru]', 'line 1, column 2 has tru where a value or ] is expected.'],
    ['[01]', 'line 1, column 3 has 1 where a comma or ] is expected.'],
    ['[1.]', 'line 1, column 3 has . where a comma or ] is expected.'],
    ['[-]', 'line 1, column 2 has - where a value or ] is expected.'],
    ['[🐈]', 'line 1, column 2 has 🐈 where a value or ] is expected.'],
    ['["🐈" 1]', 'line 1, column 6 has 1 where a comma or ] is expected.'],
    ['{', 'it ends at line 1, column 2, where a name in double quotes or } is missing.'],
    ['{"a"', 'it ends at line 1, column 5, where a colon is missing.'],
    ['{"a":', 'it ends at line 1, column 6, where a value is missing.'],
    ['{"a":1', 'it ends at line 1, column 7, where a comma or } is missing.'],
    ['{"a":1,}', 'line 1, column 8 has } where a name in double quotes is expected.'],
    ["{'a': 1}", "line 1, column 2 has ' where a name in double quotes or } is expected."],
    ['{a: 1}', 'line 1, column 2 has a where a name in double quotes or } is expected.'],
    ['{1: 2}', 'line 1, column 2 has 1 where a name in double quotes or } is expected.'],
    ['{"a" 1}', 'line 1, column 6 has 1 where a colon is expected.'],
    ['{"a": }', 'line 1, column 7 has } where a value is expected.'],
    ['{"a":1 "b":2}', 'line 1, column 8 has "b" where a comma or } is expected.'],
    ['{“a”: 1}', 'line 1, column 2 has “ where a name in double quotes or } is expected.'],
    [
      '[\n  {"prompt": "A cat", "duration": 3}\n  {"prompt": "A dog"}\n]',
      'line 3, column 3 has { where a comma or ] is expected.',
    ],
    [
      '[{"prompt": "A cat}]',
      'the text that starts at line 1, column 13 has no end, a line break or a wrong backslash.',
    ],
    [
      '["A cat\nwakes"]',
      'the text that starts at line 1, column 2 has no end, a line break or a wrong backslash.',
    ],
    [
      String.raw`["C:\x"]`,
      'the text that starts at line 1, column 2 has no end, a line break or a wrong backslash.',
    ],
  ])('%j is explained with the place and what is expected there', (text, explanation) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(explainJsonError(text)).toBe(`It is not valid JSON: ${explanation}`);
  });

  test('is explained at the first character that makes it invalid', () => {
    const texts = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '1', 'x'))
      .map(([json, place, inserted]) => {
        const index = place % (json.length + 1);
        return `${json.slice(0, index)}${inserted}${json.slice(index + 1)}`;
      });
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(!isJson(text));

        const [, column = 0] = /line 1, column (\d+)/.exec(explainJsonError(text)) ?? [];
        const before = [...text].slice(0, Number(column) - 1).join('');

        expect(Number(column)).toBeGreaterThan(0);
        expect(isBeginningOfJson(before)).toBe(true);
      }),
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether some ending makes it valid: tried with those that JSON can need after a whole token. */
function isBeginningOfJson(text: string): boolean {
  const closings = closingsOf(text);
  return ['', '0', '"":0', ':0', ' '].some((part) => isJson(`${text}${part}${closings}`));
}

/** The brackets that are still open, outside of texts. */
function closingsOf(text: string): string {
  const open: string[] = [];
  for (const [bracket] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (bracket === '{') open.unshift('}');
    else if (bracket === '[') open.unshift(']');
    else if (bracket === '}' || bracket === ']') open.shift();
  }
  return open.join('');
}
