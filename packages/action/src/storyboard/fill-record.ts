import { quotePlaceholders } from '../input/yaml-error.ts';
import { fillPlaceholders, type PlaceholderValues } from './placeholders.ts';
import { asRecord, type UncheckedRecord } from './record.ts';
import type { StoryboardIssues } from './storyboard-issues.ts';

export interface FillOptions {
  readonly issues: Pick<StoryboardIssues, 'add'>;
  readonly values: PlaceholderValues;
}

/** Fills in the placeholders of every text below a path; `when` has rules of its own. */
export function fillRecord(
  record: UncheckedRecord,
  path: readonly PropertyKey[],
  { issues, values }: FillOptions,
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
      if (fields === undefined) return value;
      if (!isUnquotedPlaceholder(fields)) return fillEach(fields, at);
      issues.add(at, quotePlaceholders);
      return undefined;
    }
    const filled = fillPlaceholders(value, values);
    for (const { message, text } of filled.issues) issues.add(at, message, text);
    return filled.text;
  };
  return fillEach(record, path);
}

/** YAML reads `duration: {{ vars.seconds }}` as a mapping whose only key is a mapping. */
function isUnquotedPlaceholder(fields: UncheckedRecord): boolean {
  const [[key, value] = [], ...others] = Object.entries(fields);
  return others.length === 0 && value === null && key !== undefined && /^\{.*\}$/s.test(key);
}
