/**
 * Reads what a step wrote to GITHUB_OUTPUT, GITHUB_STATE or GITHUB_ENV, by the runner's grammar:
 * `name=value`, or `name<<delimiter`, lines, `delimiter`; whichever of `=` and `<<` comes first
 * in the line decides. A name that comes twice keeps the later value.
 *
 * @throws {FileCommandError} if the runner fails the step.
 */
export function parseNameValueFile(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const cursor: Cursor = { text, index: 0 };
  for (let line = readLine(cursor); line !== undefined; line = readLine(cursor)) {
    if (line.text !== '') {
      const [name, value] = readEntry(line.text, cursor);
      values.set(name, value);
    }
  }
  return values;
}

/** Reads what a step wrote to GITHUB_PATH: one directory a line, empty lines passed over. */
export function parsePathFile(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/).filter((line) => line !== '');
}

/** The file a step wrote does not keep to the grammar; the runner fails the step. */
export class FileCommandError extends Error {
  override readonly name = 'FileCommandError';
}

interface Cursor {
  readonly text: string;
  index: number;
}

interface Line {
  readonly text: string;
  readonly endsWithNewline: boolean;
}

function readEntry(line: string, cursor: Cursor): readonly [name: string, value: string] {
  const equals = line.indexOf('=');
  const heredoc = line.indexOf('<<');
  if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
    const name = line.slice(0, heredoc);
    const delimiter = line.slice(heredoc + 2);
    if (name === '' || delimiter === '') {
      throw new FileCommandError(
        `Invalid format '${line}'. Name must not be empty and delimiter must not be empty`,
      );
    }
    return [name, readHeredoc(delimiter, cursor)];
  }
  if (equals < 0) throw new FileCommandError(`Invalid format '${line}'`);
  if (equals === 0) {
    throw new FileCommandError(`Invalid format '${line}'. Name must not be empty`);
  }
  return [line.slice(0, equals), line.slice(equals + 1)];
}

function readHeredoc(delimiter: string, cursor: Cursor): string {
  const start = cursor.index;
  let end = start;
  for (let line = readLine(cursor); line?.text !== delimiter; line = readLine(cursor)) {
    if (line === undefined) {
      throw new FileCommandError(`Invalid value. Matching delimiter not found '${delimiter}'`);
    }
    if (!line.endsWithNewline) {
      throw new FileCommandError('Invalid value. EOF marker missing new line.');
    }
    end = cursor.index - 1;
  }
  return end > start ? cursor.text.slice(start, end) : '';
}

function readLine(cursor: Cursor): Line | undefined {
  const { index, text } = cursor;
  if (index >= text.length) return undefined;
  const newline = text.indexOf('\n', index);
  cursor.index = newline < 0 ? text.length : newline + 1;
  return newline < 0
    ? { text: text.slice(index), endsWithNewline: false }
    : { text: text.slice(index, newline), endsWithNewline: true };
}
