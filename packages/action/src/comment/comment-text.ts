import { plainMarkdown } from '../report/markdown.ts';

/**
 * Shows any text as itself in a comment. What plainMarkdown does is not enough there: GitHub looks
 * for mentions, references and links in the finished text, when character references are letters
 * again. An empty HTML comment cuts them in two, and nobody sees it.
 */
export function plainComment(text: string, maximumCharacters = 160): string {
  return plainMarkdown(text, maximumCharacters)
    .replaceAll(/&#(?:35|58|64);/g, (sign) => `${sign}${cut}`)
    .replaceAll(/\bGH-(?=\d)/gi, (start) => `${start}${cut}`)
    .replaceAll(/\b[0-9a-f]{7,40}\b/gi, (sha) => sha.replaceAll(/.{5}/g, `$&${cut}`));
}

/** The title of a comment; a job of a matrix has its values in it. */
export function commentTitle(what: string, job = ''): string {
  return `### Kling videos${job === '' ? '' : ` (${plainComment(job)})`}: ${what}`;
}

const cut = '<!-- -->';
