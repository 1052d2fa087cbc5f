/** Joins sentences, leaving out the empty ones. */
export function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

/** Ends a text of the API's with a full stop, so it is a sentence. */
export function asSentence(text: string): string {
  return /[.!?。！？]$/u.test(text) ? text : `${text}.`;
}
