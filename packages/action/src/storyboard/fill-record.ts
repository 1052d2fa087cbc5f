import { fillPlaceholders, type PlaceholderValues } from './placeholders.ts';
import { asRecord, type UncheckedRecord } from './record.ts';
import type { StoryboardFaults } from './storyboard-faults.ts';

/** Fills in the placeholders of every text below a path; `when` has rules of its own. */
export function fillRecord(
  record: UncheckedRecord,
  path: readonly PropertyKey[],
  { faults, values }: { readonly faults: StoryboardFaults; readonly values: PlaceholderValues },
): UncheckedRecord {
  const fillEach = (fields: UncheckedRecord, at: readonly PropertyKey[]): UncheckedRecord =>
    Object.fromEntries(
      Object.entries(fields).map(([key, part]) => [
        key,
        key === 'when' ? part : fill(part, [...at, key]),
      ]),
    );
  const fill = (value: unknown, at: readonly PropertyKey[]): unknown => {
    if (Array.isArray(value)) return value.map((part, index) => fill(part, [...at, index]));
    if (typeof value !== 'string') {
      const fields = asRecord(value);
      return fields === undefined ? value : fillEach(fields, at);
    }
    const filled = fillPlaceholders(value, values);
    for (const { message, text } of filled.faults) faults.add(at, message, text);
    return filled.text;
  };
  return fillEach(record, path);
}
