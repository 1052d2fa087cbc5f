import type { HttpResponse } from '../../ports.ts';
import { type ResponseFacts, readFacts } from '../response-facts.ts';

/** One cell of a grid: a body under a status, and the verdict that is written there. */
export interface Cell {
  readonly body: string;
  readonly column: string;
  readonly verdict: string;
}

/**
 * Reads a grid as a person writes it: the first line has the columns, each further line the name of
 * a body and one letter per column.
 */
export function readGrid(
  text: string,
  verdicts: Readonly<Record<string, string>>,
): readonly Cell[] {
  const [head = '', ...lines] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const columns = head.split(/\s+/);
  return lines.flatMap((line) => {
    const [body = '', letters = ''] = line.split('|').map((part) => part.trim());
    const cells = letters.split(/\s+/);
    if (cells.length !== columns.length) throw new Error(`"${body}" has ${cells.length} cells.`);
    return columns.map((column, index) => {
      const verdict = verdicts[cells[index] ?? ''];
      if (verdict === undefined) throw new Error(`"${body}" has an unknown letter.`);
      return { body, column, verdict };
    });
  });
}

/** Kling's statuses for a content policy, which outweigh a code in the body. */
const contentPolicyStatuses = [430, 431];

/** Every HTTP status that is evaluated like a column; `503r` is a 503 with Retry-After. */
export function statusesLike(column: string, columns: readonly string[]): readonly number[] {
  const all = Array.from({ length: 400 }, (_, index) => index + 200);
  const own = Number.parseInt(column, 10);
  const isFirstOfHundred = own % 100 === 0 || own === 302;
  const listed = new Set([
    ...contentPolicyStatuses,
    ...columns.map((other) => Number.parseInt(other, 10)),
  ]);
  const alike = all.filter(
    (status) => Math.floor(status / 100) === Math.floor(own / 100) && !listed.has(status),
  );
  return isFirstOfHundred ? [own, ...alike] : [own];
}

/** The facts of a body under a column's status. */
export function factsOf(column: string, status: number, body: string): ResponseFacts {
  const headers: HttpResponse['headers'] = column.endsWith('r') ? { 'retry-after': '4' } : {};
  return readFacts({ status, headers, body }, 0);
}
