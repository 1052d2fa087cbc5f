/**
 * Reads an instant as APIs write them: ISO 8601, Unix seconds or milliseconds (as number or text),
 * or `YYYY-MM-DD HH:MM:SS` without a zone, which is taken as UTC. Undefined for anything else.
 *
 * This file is the only one of core that knows `Date`, and only its parser: a pure function.
 */
export function parseInstant(value: unknown): number | undefined {
  if (typeof value === 'number') return fromUnix(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return fromUnix(Number(text));
  const match =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(text);
  if (match === null) return undefined;
  const [, day, time, zone = 'Z'] = match;
  return finite(Date.parse(`${day}T${time}${zone.toUpperCase().replace(/^(...)(\d)/, '$1:$2')}`));
}

/**
 * Reads a Retry-After header: seconds, or an HTTP date.
 *
 * @returns milliseconds from `now` (milliseconds since 1970), never negative.
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return finite(Number(text) * 1000);
  // Date.parse takes much for a date, even "-5"; every HTTP date holds a time of day.
  if (!/\d\d:\d\d:\d\d/.test(text)) return undefined;
  const instant = finite(Date.parse(text));
  return instant === undefined ? undefined : Math.max(0, instant - now);
}

/** The last instant a Date can hold, in milliseconds since 1970. */
const latestInstant = 8.64e15;

/** Unix seconds up to the year 5138, milliseconds above. */
function fromUnix(value: number): number | undefined {
  if (!(value > 0 && value <= latestInstant)) return undefined;
  return value < 1e11 ? value * 1000 : value;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
