/** The requested bytes, both ends included. */
export type ByteRange =
  | { readonly first: number; readonly last: number }
  | 'whole'
  | 'unsatisfiable';

/**
 * Parses a Range header of one range. Several ranges, other units and invalid values mean the whole,
 * as RFC 9110 allows.
 */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange {
  const match = /^bytes=(?<first>\d*)-(?<last>\d*)$/.exec(header ?? '');
  const { first = '', last = '' } = match?.groups ?? {};
  if (first === '' && last === '') return 'whole';
  if (first === '') return lastBytes(Number(last), sizeBytes);
  const start = Number(first);
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (last !== '' && Number(last) < start) return 'whole';
  return start < sizeBytes ? { first: start, last: end } : 'unsatisfiable';
}

function lastBytes(count: number, sizeBytes: number): ByteRange {
  if (count === 0) return 'unsatisfiable';
  return { first: Math.max(0, sizeBytes - count), last: sizeBytes - 1 };
}
