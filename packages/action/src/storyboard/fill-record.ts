import { fillPlaceholders, type PlaceholderValues } from './placeholders.ts';
import { asRecord, type UncheckedRecord } from './record.ts';
import type { StoryboardIssues } from './storyboard-issues.ts';

/** Fills in the placeholders of every text below a path; `when` has rules of its own. */
export function fillRecord(
  record: UncheckedRecord,
  path: readonly PropertyKey[],
  { issues, values }: { readonly issues: StoryboardIssues; readonly values: PlaceholderValues },
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
    for (const { message, text } of filled.issues) issues.add(at, message, text);
    return filled.text;
  };
  return fillEach(record, path);
}
