import { fillPlaceholders, type PlaceholderIssue, type PlaceholderValues } from './placeholders.ts';

/**
 * Decides `when`: true, false, `a == b` or `a != b`, or a text that counts as true unless it is
 * empty or false. The comparison is read before anything is filled in, so no text of an
 * event can be taken for one. What the event does not have is empty here.
 */
export function decideCondition(
  condition: unknown,
  values: PlaceholderValues,
): { readonly holds: boolean; readonly issues: readonly PlaceholderIssue[] } {
  if (condition === undefined) return { holds: true, issues: [] };
  if (typeof condition === 'boolean') return { holds: condition, issues: [] };

  const known = new Map([...values].map(([name, value = '']) => [name, value]));
  const [, left = '', operator, right = ''] =
    /^(.*?)\s(==|!=)\s(.*)$/s.exec(String(condition)) ?? [];
  const sides = (operator === undefined ? [String(condition)] : [left, right]).map((side) =>
    fillPlaceholders(side, known),
  );
  const [first = '', second] = sides.map(({ text }) => text.trim());
  const holds =
    second === undefined
      ? first !== '' && first !== 'false'
      : (first === second) === (operator === '==');
  return { holds, issues: sides.flatMap(({ issues }) => issues) };
}
