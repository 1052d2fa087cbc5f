/** Splits a text into what the search looks for: words, and each Chinese character by itself. */
export function splitWords(text: string): string[] {
  return text
    .split(/[\s\p{P}\p{S}]+|(?<=\p{Script=Han})|(?=\p{Script=Han})/u)
    .filter((word) => word !== '');
}
