/** Parses JSON text; undefined, which JSON cannot say, when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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

/** A text that says something: a string that is not blank, or a number. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

/**
 * The parts of an response that may speak of the task, the likeliest first: what lies in `data` (or
 * is the first of its list), then the top level, whose `id` or `message` may be the envelope's.
 */
export function scopesOf(response: unknown): readonly object[] {
  const data = member(response, 'data');
  return [Array.isArray(data) ? data[0] : data, response].filter(isObject);
}

/** The first text under any of these keys, scope by scope. */
export function firstText(scopes: readonly object[], keys: readonly string[]): string | undefined {
  return scopes
    .flatMap((scope) => keys.map((key) => textOf(member(scope, key))))
    .find((text) => text !== undefined);
}
