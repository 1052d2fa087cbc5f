import type { LooseReader } from './request-field.ts';

/** Text needs no reading: the strict rules trim it. */
export const asGiven: LooseReader = (value) => value;

/** `8`, `"8"`, `"8.0"`, `"8,0"`, `"8s"`, `"8 sec"`. */
export const readSeconds: LooseReader = (value) => {
  if (typeof value !== 'string') return value;
  // Three digits after a comma are thousands in one country and decimals in another: not known.
  const pattern = /^([+-]?\d+)(?:\.(\d+)|,(\d{1,2}))?\s*(?:s|secs?|seconds?)?$/i;
  const [, whole, decimals, decimalsAfterComma] = pattern.exec(value.trim()) ?? [];
  return whole === undefined ? value : Number(`${whole}.${decimals ?? decimalsAfterComma ?? 0}`);
};

/** `true`, `"TRUE"`, `"yes"`, `"on"`, `1`, `"1"`, and their opposites. */
export const readBoolean: LooseReader = (value) => {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  return booleans.get(String(value).trim().toLowerCase()) ?? value;
};

const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'on', '1', 'y', 't'].map((word) => [word, true] as const),
  ...['false', 'no', 'off', '0', 'n', 'f'].map((word) => [word, false] as const),
]);

/** Reads one of some words in any case, also with the note of a list: `"Pro (1080p)"`. */
export function readChoice(choices: Readonly<Record<string, string>>): LooseReader {
  const known = new Map(Object.entries(choices));
  return (value) => (typeof value === 'string' ? (known.get(wordOf(value)) ?? value) : value);
}

/** `"16:9"`, `"16:9 (Landscape)"`, `"16 x 9"`; `"auto"` leaves the ratio to the image. */
export const readRatio: LooseReader = (value) => {
  if (typeof value !== 'string') return value;
  const word = wordOf(value);
  if (word === 'auto' || word === 'automatic') return undefined;
  // Spreadsheets take 16:9 and 9:16 for times of the day and give 16:09, 09:16 or 16:09:00.
  const [, width, height] = /^0*(\d+)\s*[:：x×/]\s*0*(\d+)(?::00)?$/.exec(word) ?? [];
  return width === undefined ? value : `${width}:${height}`;
};

/** The text in lower case, without the note in parentheses that lists show behind it. */
function wordOf(text: string): string {
  const [, word = text] = /^([^(]+)\([^()]*\)$/.exec(text.trim()) ?? [];
  return word.trim().toLowerCase();
}
