/**
 * Makes one harmless line of any text. Prompts and the API's own words come from outside, and the
 * runner takes orders from whatever a step prints: `::name::` at the start of a line, `##[name]`
 * anywhere in it. What comes back holds neither, nor line breaks, escape sequences, invisible
 * characters or the queries of URLs, and is cut short when long.
 */
export function safeLine(text: string, maximumCharacters = 2000): string {
  // Cut first, so a text of megabytes costs nothing; and once more, because some steps lengthen.
  const flat = withoutInvisibles(cut(text, maximumCharacters * 4)).replaceAll(/\s+/gu, ' ');
  return cut(withoutCommands(withoutUrlQueries(flat.trim())), maximumCharacters);
}

/** Does the same to each line of a text; for annotations, which may have several. */
export function safeLines(text: string, maximumCharacters = 3500): string {
  const lines = cut(text, maximumCharacters).split(/\r\n|[\n\r\u2028\u2029]/u);
  return lines.map((line) => safeLine(line)).join('\n');
}

/** Shows a URL without what may be a signature or a password. */
export function withoutUrlQueries(text: string): string {
  return text.replaceAll(/\bhttps?:\/\/[^\s"'<>\\^`{|}]+/giu, (url) =>
    url.replace(/^(https?:\/\/)[^/?#]*@/iu, '$1').replace(/[?#].*$/su, '?…'),
  );
}

function withoutInvisibles(text: string): string {
  return text
    .replaceAll(ansiSequences, '')
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '');
}

// CSI (colours, cursor), OSC (titles, links; ended by BEL or ST) and two-character sequences.
const ansiSequences =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes.
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]/gu;

function withoutCommands(line: string): string {
  return line.replaceAll('##[', '## [').replace(/^::/u, ': :');
}

function cut(text: string, maximumCharacters: number): string {
  if (text.length <= maximumCharacters) return text;
  const left = text.length - maximumCharacters;
  return `${text.slice(0, maximumCharacters).toWellFormed()}… (${left} more characters)`;
}
