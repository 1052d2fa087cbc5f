/**
 * Makes text of the API's fit to be shown: no key, no query of a URL (where signatures stand), no
 * line breaks, and not too long.
 *
 * @param maximumCharacters @default 300
 */
export function redact(text: string, maximumCharacters = 300): string {
  const clean = text
    .replace(/(aio_|\bsk-)[\w-]+/g, '$1…')
    .replace(/\bBearer\s+\S+/gi, 'Bearer …')
    .replace(/(https?:\/\/[^\s"'<>?#]+)[?#][^\s"'<>]*/gi, '$1?…')
    // URLs without scheme, and those whose slashes JSON escaped.
    .replace(/[?#][\w%.~-]+=[^\s"'<>]*/g, '?…')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > maximumCharacters ? `${clean.slice(0, maximumCharacters)}…` : clean;
}
