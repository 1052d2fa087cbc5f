/** The values of `{{ vars.name }}`, by name. */
export type Variables = Readonly<Record<string, string>>;

const howTo = 'Give names and values, one a line, such as `language: de`';

/**
 * Reads the input `vars`: a line is a name, a colon and the value, which is everything after it as
 * it is, so `1.10`, `007`, `#1` and `a: b` are what they look like. Blank lines and lines that begin
 * with # are left out. One JSON object is possible, too, such as that of `toJSON(inputs)`.
 */
export function parseVars(text: string): {
  readonly vars: Variables;
  readonly issue?: string | undefined;
} {
  return text.trimStart().startsWith('{') ? parseObject(text) : parseLines(text);
}

function parseLines(text: string): ReturnType<typeof parseVars> {
  const vars = new Map<string, string>();
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, name, value] = /^\s*([\w.-]+)\s*:(.*)$/s.exec(line) ?? [];
    const issue = (message: string) => ({ vars: {}, issue: `Line ${index + 1}: ${message}` });
    if (name === undefined || value === undefined) return issue(`${howTo}.`);
    if (vars.has(name)) return issue(`There is a value for ${name} already.`);
    if (/^[|>][+-]?$/.test(value.trim())) {
      return issue(`A value is one line of text. Write it behind "${name}:".`);
    }
    vars.set(name, value.trim());
  }
  return { vars: Object.fromEntries(vars) };
}

function parseObject(text: string): ReturnType<typeof parseVars> {
  const value = parseJson(text);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
  if (entries === undefined) return { vars: {}, issue: `${howTo}, or one JSON object.` };
  const isOdd = (part: unknown) => !['string', 'number', 'boolean'].includes(typeof part);
  const [odd] = entries.find(([name, part]) => isOdd(part) || !/^[\w.-]+$/.test(name)) ?? [];
  if (odd !== undefined) return { vars: {}, issue: `The value of "${odd}" is not a text.` };
  return { vars: Object.fromEntries(entries.map(([name, part]) => [name, String(part)])) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
