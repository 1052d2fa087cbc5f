import { safeLine } from '../runner/safe-text.ts';

/**
 * Shows any text as itself in a job summary: no markup, no HTML, no mention and no link comes of
 * it. Character references are read after the markup, so they cannot become any.
 */
export function plainMarkdown(text: string, maximumCharacters = 300): string {
  return safeLine(text, maximumCharacters)
    .replaceAll(/[!#$&'()*<>@[\\\]_`|~:"]/gu, (sign) => `&#${sign.codePointAt(0)};`)
    .replaceAll(/\bwww\./giu, (start) => start.replace('.', '&#46;'));
}

/** Shows an id or a path in fixed width; what code cannot hold is left out. */
export function codeMarkdown(text: string): string {
  return `\`${safeLine(text, 300).replaceAll(/[`|<>\\]/gu, '')}\``;
}
