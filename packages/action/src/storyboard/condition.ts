import { fillPlaceholders, type PlaceholderFault, type PlaceholderValues } from './placeholders.ts';

/**
 * Decides `when`: true, false, `a == b` or `a != b`, or a text that counts as true unless it is
 * empty or says false. The comparison is read before anything is filled in, so that no text of an
 * event can be taken for one. What the event does not have is empty here.
 */
export function decideCondition(
  condition: unknown,
  values: PlaceholderValues,
): { readonly holds: boolean; readonly faults: readonly PlaceholderFault[] } {
  if (condition === undefined) return { holds: true, faults: [] };
  if (typeof condition === 'boolean') return { holds: condition, faults: [] };

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
  return { holds, faults: sides.flatMap(({ faults }) => faults) };
}
