/** One order to the runner, found in a line of a step's output. */
export interface WorkflowCommand {
  /** As written; the runner compares names without regard to case. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string | undefined>>;
  readonly data: string;
}

/**
 * Finds the command in a line, as the runner does: `::name key=value::data` at the start of the
 * line (blanks aside), or else the legacy `##[name key=value;]data` *anywhere* in it. Only
 * registered names are commands; all else is text.
 */
export function parseWorkflowCommand(
  line: string,
  isRegistered: (name: string) => boolean,
): WorkflowCommand | undefined {
  // .NET compares strings by culture, where a zero-width character weighs nothing: `#\u200B#[`
  // is `##[` to the runner.
  const text = line.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '');
  return parseCurrentForm(text, isRegistered) ?? parseLegacyForm(text, isRegistered);
}

function parseCurrentForm(
  line: string,
  isRegistered: (name: string) => boolean,
): WorkflowCommand | undefined {
  const text = line.replace(/^[\s\u0085]+/u, '');
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  if (end < 0) return undefined;
  const [name, properties] = splitHead(text.slice(2, end), ',', unescapeProperty);
  if (!isRegistered(name)) return undefined;
  return { name, properties, data: unescapeData(text.slice(end + 2)) };
}

function parseLegacyForm(
  line: string,
  isRegistered: (name: string) => boolean,
): WorkflowCommand | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return undefined;
  const [name, properties] = splitHead(line.slice(start + 3, end), ';', unescapeLegacy);
  if (!isRegistered(name)) return undefined;
  return { name, properties, data: unescapeLegacy(line.slice(end + 1)) };
}

function splitHead(
  head: string,
  separator: ',' | ';',
  unescapeValue: (text: string) => string,
): readonly [name: string, properties: Record<string, string>] {
  const space = head.indexOf(' ');
  if (space < 0) return [head, {}];
  const properties: Record<string, string> = {};
  for (const pair of head
    .slice(space + 1)
    .trim()
    .split(separator)) {
    const equals = pair.indexOf('=');
    const key = pair.slice(0, Math.max(equals, 0));
    const value = pair.slice(equals + 1);
    if (key !== '' && value !== '') properties[key.toLowerCase()] = unescapeValue(value);
  }
  return [head.slice(0, space), properties];
}

// The percent sign comes last, as in the runner: `%250A` is the text `%0A`, not a line break.
const unescapeData = (text: string) =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

const unescapeProperty = (text: string) =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');

const unescapeLegacy = (text: string) =>
  text
    .replaceAll('%3B', ';')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%5D', ']')
    .replaceAll('%25', '%');
