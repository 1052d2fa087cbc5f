/** Messages of APIs are much shorter, and text that is cut to this length never keeps a pattern busy. */
const longestInput = 4096;

/**
 * Makes text of the API's fit to be shown: without keys, tokens, cookies, signatures, passwords, the
 * queries of URLs and line breaks; and not too long. Looks at the first 4,096 characters only.
 *
 * @param maximumCharacters @default 300
 */
export function redact(text: string, maximumCharacters = 300): string {
  const full = text.trimStart();
  const beginning = cut(full, longestInput).replace(/[\s\p{Cc}]+/gu, ' ');
  const clean = secrets
    .reduce((rest, secret) => rest.replace(secret, '$1…'), withoutUrlSecrets(beginning))
    .trim();
  if (clean.length > maximumCharacters) return `${cut(clean, maximumCharacters)}…`;
  // The last word of a text that was cut may be half a secret, which no pattern knows.
  return full.length > longestInput ? clean.replace(lastWord, '…') : clean;
}

/** Cuts text without breaking a character in two. */
export function cut(text: string, maximumCharacters: number): string {
  return text.slice(0, maximumCharacters).replace(/[\uD800-\uDBFF]$/, '');
}

/** JSON may have escaped the slashes of the URL. */
function withoutUrlSecrets(text: string): string {
  return text.replace(/:(?:\\*\/){2}[^\s"'<>]*/g, (rest) =>
    rest.replace(/[?#].*$/, '?…').replace(/^(:[\\/]*)[^\\/]*@/, '$1…@'),
  );
}

const lastWord = /(?<![^\s"'<>,;])[^\s"'<>,;]*$/;

/**
 * What is kept of each, in a group, and the secret after it. All are linear: none has two unbounded
 * neighbours that could share a character, and none starts over in what it has read.
 */
const secrets: readonly RegExp[] = [
  /(aio_|\bsk[-_])[\w-]+/g,
  /\b(eyJ)[\w-]+\.[\w.-]+/g,
  /\b(Bearer |authorization\\*["']? ?[:=] ?\\*["']?Basic )[^\s"'<>\\]+/gi,
  // In quotes up to their end, else all that follows.
  /\b(cookie\\*["']? ?[:=] ?(?:\\*["'])?)(?:(?<=["'])[^"'<>\\]+|(?<!["'])(?!\\*["'])[^<>]+)/gi,
  // `name=value`, `"name":"value"`, and `name: value` when the value has a digit.
  /((?:token|signature|\bsig|secret|passw(?:or)?d|credential|session(?:[-_]?id)?|(?:api|access|auth|private)[-_ ]?key|\bkey(?==))\\*["']?(?: ?= ?|%3D| ?: ?(?=\\*["']|[^\s"'&;,<>\\]{0,63}\d))(?:\\*["'])?)(?:(?<=["'])[^"'<>\\]+|[^\s"'&;,<>\\]+)/gi,
  // The query of a URL without scheme.
  /([?#])[\w%.~-]+=[^\s"'<>]*/g,
  // The user name and password of a URL without scheme.
  /()[^\s"'<>/@:,;]{1,64}:[^\s"'<>/@]{1,64}(?=@\w)/g,
];
