/**
 * Parses JSON text; undefined, which is not a JSON value, when it is none. Whole numbers that JavaScript
 * would round come as text: a rounded task id is the id of another task.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(withLongNumbersAsText(text));
  } catch {
    return undefined;
  }
}

/** A body about one task is much shorter; in a longer one, numbers are rounded. */
const longestExactText = 2 ** 18;

/**
 * Strings are passed over, and so are escapes outside of strings, which JSON does not have: without
 * that, a string that never ends would be searched again from each of its quotes.
 */
const stringOrLongNumber = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|\\[\s\S]|[-+.\w]{16,}/g;

function withLongNumbersAsText(text: string): string {
  if (text.length > longestExactText || !/\d{16}/.test(text)) return text;
  return text.replace(stringOrLongNumber, (token) =>
    /^-?[1-9]\d*$/.test(token) && String(Number(token)) !== token ? `"${token}"` : token,
  );
}

/** Reads one key of whatever this is; undefined where there is no such key of its own. */
export function member(value: unknown, key: string): unknown {
  if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}

/** Whether this is an object or an array. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The text of a string or a number, without blanks around it; undefined when that is empty. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

/** The first text under any of these keys, object by object. */
export function firstText(objects: readonly object[], keys: readonly string[]): string | undefined {
  for (const object of objects) {
    for (const key of keys) {
      const text = textOf(member(object, key));
      if (text !== undefined) return text;
    }
  }
  return undefined;
}
