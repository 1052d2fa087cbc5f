import { characterCount } from './field-schemas.ts';

/**
 * Reports where a text stops being JSON and what is expected there. JavaScript engines word this in
 * different ways, and often without the place.
 */
export function explainJsonError(text: string): string {
  const { expected, index, token } = findError(text);
  const lines = text.slice(0, index).split('\n');
  const place = `line ${lines.length}, column ${characterCount(lines.slice(-1).join('')) + 1}`;
  const wanted = expectations[expected];
  if (token === undefined)
    return `It is not valid JSON: it ends at ${place}, where ${wanted} is missing.`;
  if (token === '"') {
    return `It is not valid JSON: the text that starts at ${place} has no end, a line break or a wrong backslash.`;
  }
  const [found = token.slice(0, 20)] = /^\w{1,20}/.exec(text.slice(index)) ?? [];
  return `It is not valid JSON: ${place} has ${found} where ${wanted} is expected.`;
}

const expectations = {
  value: 'a value',
  valueOrEnd: 'a value or ]',
  name: 'a name in double quotes',
  nameOrEnd: 'a name in double quotes or }',
  colon: 'a colon',
  commaOrListEnd: 'a comma or ]',
  commaOrObjectEnd: 'a comma or }',
  end: 'nothing more',
};

type Expected = keyof typeof expectations;

/** A whole JSON token, or else a single character that starts none. White space matches nothing. */
const tokens =
  /[{}[\],:]|(?<scalar>"[ !#-[\]-\u{10ffff}]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[ !#-[\]-\u{10ffff}]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|[^ \t\n\r]/gu;

/** The first token that is not expected; no token if the text ends too early. */
function findError(text: string): {
  readonly index: number;
  readonly expected: Expected;
  readonly token?: string;
} {
  const open: Closing[] = [];
  let expected: Expected = 'value';
  for (const { 0: token, groups, index } of text.matchAll(tokens)) {
    const kind = groups?.scalar === undefined ? token : token.startsWith('"') ? 'text' : 'scalar';
    const next = follow(kind, expected, open);
    if (next === undefined) return { token, index, expected };
    expected = next;
  }
  return { index: text.length, expected };
}

type Closing = ']' | '}';

/** What is expected after a token; undefined when the token itself is not expected. */
function follow(kind: string, expected: Expected, open: Closing[]): Expected | undefined {
  if (expected.endsWith('End') && kind === open.at(-1)) {
    open.pop();
    return afterValue(open);
  }
  switch (expected) {
    case 'value':
    case 'valueOrEnd':
      return followValue(kind, open);
    case 'name':
    case 'nameOrEnd':
      return kind === 'text' ? 'colon' : undefined;
    case 'colon':
      return kind === ':' ? 'value' : undefined;
    case 'commaOrListEnd':
      return kind === ',' ? 'value' : undefined;
    case 'commaOrObjectEnd':
      return kind === ',' ? 'name' : undefined;
    case 'end':
      return undefined;
  }
}

function followValue(kind: string, open: Closing[]): Expected | undefined {
  if (kind === '[') {
    open.push(']');
    return 'valueOrEnd';
  }
  if (kind === '{') {
    open.push('}');
    return 'nameOrEnd';
  }
  return kind === 'text' || kind === 'scalar' ? afterValue(open) : undefined;
}

function afterValue(open: readonly Closing[]): Expected {
  const closing = open.at(-1);
  if (closing === undefined) return 'end';
  return closing === ']' ? 'commaOrListEnd' : 'commaOrObjectEnd';
}
